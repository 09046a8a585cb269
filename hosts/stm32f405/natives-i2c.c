/* SPDX-License-Identifier: Apache-2.0 */
#include "xsmc.h"

void xs_board_i2c_address(xsMachine *the)
{
	xsmcSetInteger(xsResult, MCTP_XS_I2C);
}
