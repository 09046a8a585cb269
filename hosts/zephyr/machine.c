/* SPDX-License-Identifier: Apache-2.0 */
#include <zephyr/drivers/hwinfo.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/reboot.h>

#include "../board/native/board.h"

static __noinit BoardKept gKept;

BoardKept *boardKept(void)
{
	return &gKept;
}

int boardReset(void)
{
	uint32_t cause = 0;
	if (hwinfo_get_reset_cause(&cause))
		return kResetUnknown;
	hwinfo_clear_reset_cause();
	if (cause & RESET_WATCHDOG)
		return kResetWatchdog;
	if (cause & RESET_SOFTWARE)
		return kResetSoftware;
	if (cause & RESET_POR)
		return kResetPowerOn;
	if (cause & RESET_BROWNOUT)
		return kResetBrownOut;
	return (cause & RESET_PIN) ? kResetPin : kResetUnknown;
}

uint32_t boardNumber(uint8_t *bytes)
{
	const ssize_t count = hwinfo_get_device_id(bytes, 12);
	return (count > 0) ? (uint32_t)count : 0;
}

void boardRestart(void)
{
	sys_reboot(SYS_REBOOT_COLD);
}
