/* SPDX-License-Identifier: Apache-2.0 */
/* FCS-16, polynomial 8408, least significant bit first. */
#include "reflected.h"

static const uint32_t gRemainders[16] = {
	0x0000, 0x1081, 0x2102, 0x3183, 0x4204, 0x5285, 0x6306, 0x7387,
	0x8408, 0x9489, 0xA50A, 0xB58B, 0xC60C, 0xD68D, 0xE70E, 0xF78F,
};

void xs_wire_fcs16(xsMachine *the)
{
	xsmcSetInteger(xsResult, (xsIntegerValue)wireReflected(the, gRemainders));
}
