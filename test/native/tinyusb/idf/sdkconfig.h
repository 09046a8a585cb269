/* SPDX-License-Identifier: Apache-2.0 */
/* An ESP32-S3 with hosts/esp32/sdkconfig, but that TinyUSB tells what it asserts against. */
#include "test/native/fakes/sdkconfig.h"

#define CONFIG_TINYUSB_DEBUG_LEVEL 1
#define CONFIG_TINYUSB_DESC_USE_ESPRESSIF_VID 1
#define CONFIG_TINYUSB_DESC_USE_DEFAULT_PID 1
#define CONFIG_TINYUSB_DESC_BCD_DEVICE 0x0100
#define CONFIG_TINYUSB_DESC_MANUFACTURER_STRING "Espressif Systems"
#define CONFIG_TINYUSB_DESC_PRODUCT_STRING "Espressif Device"
#define CONFIG_TINYUSB_DESC_SERIAL_STRING "123456"
