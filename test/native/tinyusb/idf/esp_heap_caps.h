/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "test/native/fakes/esp_heap_caps.h"

#define heap_caps_calloc(COUNT, SIZE, CAPABILITIES) calloc((COUNT), (SIZE))
#define heap_caps_free(MEMORY) free(MEMORY)
