/* SPDX-License-Identifier: Apache-2.0 */
#include "test/native/fakes/soc/soc_caps.h"

#define SOC_CPU_CORES_NUM 2
#define SOC_USB_OTG_PERIPH_NUM 1
