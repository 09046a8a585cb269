/* SPDX-License-Identifier: Apache-2.0 */
#include <esp_attr.h>
#include <esp_mac.h>
#include <esp_system.h>

#include "../board/native/board.h"

enum { kAddress = 6 }; /* bytes of the address that each chip is made with */

static RTC_NOINIT_ATTR BoardKept gKept;

BoardKept *boardKept(void)
{
	return &gKept;
}

int boardReset(void)
{
	switch (esp_reset_reason()) {
	case ESP_RST_POWERON: return kResetPowerOn;
	case ESP_RST_EXT: return kResetPin;
	case ESP_RST_SW:
	case ESP_RST_PANIC: return kResetSoftware;
	case ESP_RST_INT_WDT:
	case ESP_RST_TASK_WDT:
	case ESP_RST_WDT: return kResetWatchdog;
	case ESP_RST_BROWNOUT: return kResetBrownOut;
	default: return kResetUnknown;
	}
}

uint32_t boardNumber(uint8_t *bytes)
{
	return esp_efuse_mac_get_default(bytes) ? 0 : kAddress;
}

void boardRestart(void)
{
	esp_restart();
}
