# SPDX-License-Identifier: Apache-2.0
# How C is compiled for an image with XS, and objects of the engine. engine.js gives ROOT (the checkout), XS (sources of the engine),
# WITHOUT (of them, those that are left out) and ENGINE_OUT. The Makefile that includes this gives:
#   NAME        XS_TARGET
#   PROGRESS    for progress, NAME
#   CC, ARCH, OPTIMISE, DEFINES, INCLUDES, SANITIZE, SANITIZE_ENGINE
#   ARCHIVE     not empty: modules come from the SDK's linker
#   OUT         its own objects

WARNINGS := -Wall -Wno-trigraphs
DEFINES += -D_GNU_SOURCE -DINCLUDE_XSPLATFORM -DXSPLATFORM='"platform.h"' -DmxRun=1 -DXS_TARGET='"$(NAME)"' -fmacro-prefix-map=$(ROOT)/=
DEFINES += $(if $(ARCHIVE),-DXS_ARCHIVE=1,-DmxParse=1)
INCLUDES += -I$(ROOT)/hosts/xs -I$(XS)/includes -I$(XS)/platforms -I$(XS)/sources
PROGRESS ?= $(NAME)
compile = @echo "$(PROGRESS): $(notdir $(1))"; $(CC) $(ARCH) $(OPTIMISE) $(DEFINES) $(INCLUDES) $(WARNINGS) $(SANITIZE) -c $(1) -o $@.part && mv $@.part $@

ENGINE := $(filter-out $(WITHOUT),$(notdir $(wildcard $(XS)/sources/*.c)))
ENGINE_OBJECTS := $(ENGINE:%.c=$(ENGINE_OUT)/%.o)

# An object of another folder carries the folder in its name: two may have a file of the same name.
object = $(OUT)/$(subst /,-,$(1:.c=.o))
define OBJECT
$(call object,$(1)): $(ROOT)/$(1) $(wildcard $(dir $(ROOT)/$(1))*.h) $(wildcard $(ROOT)/hosts/xs/*.h) $(EVERYTHING) | $(OUT)
	$$(call compile,$$<)
endef

image: # the target of whoever includes this

# ENGINE_OUT is named after everything these depend on: what is there is good.
$(ENGINE_OUT)/%.o: WARNINGS := -w
$(ENGINE_OUT)/%.o: SANITIZE := $(SANITIZE_ENGINE)
# It reads strings by words, so up to seven bytes behind their end.
$(ENGINE_OUT)/xsCommon.o: SANITIZE :=
$(ENGINE_OUT)/%.o: | $(ENGINE_OUT)
	$(call compile,$(XS)/sources/$*.c)

$(ENGINE_OUT) $(OUT):
	@mkdir -p $@
