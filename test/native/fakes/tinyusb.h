/* SPDX-License-Identifier: Apache-2.0 */
/* Of TinyUSB's device stack and of esp_tinyusb 2 what hosts/esp32 calls; the stack itself, and a USB host in front of it, is support/tinyusb.c. */
#ifndef FAKE_TINYUSB_H
#define FAKE_TINYUSB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "esp_err.h"

#define TUSB_VERSION_MAJOR 0
#define TUSB_VERSION_MINOR 21
#define CFG_TUSB_MEM_ALIGN __attribute__((aligned(4)))

typedef enum { TUSB_SPEED_FULL, TUSB_SPEED_LOW, TUSB_SPEED_HIGH } tusb_speed_t;
typedef enum { XFER_RESULT_SUCCESS, XFER_RESULT_FAILED } xfer_result_t;
enum { CONTROL_STAGE_SETUP = 1 };
enum { TUSB_REQ_TYPE_STANDARD = 0 };
enum { TUSB_REQ_RCPT_DEVICE, TUSB_REQ_RCPT_INTERFACE, TUSB_REQ_RCPT_ENDPOINT };
enum { TUSB_REQ_CLEAR_FEATURE = 1, TUSB_REQ_SET_FEATURE = 3, TUSB_REQ_SET_INTERFACE = 11 };
enum { TUSB_REQ_FEATURE_EDPT_HALT = 0 };
enum { TUSB_XFER_BULK = 2 };

typedef struct __attribute__((packed)) {
	uint8_t bLength, bDescriptorType;
	uint16_t bcdUSB;
	uint8_t bDeviceClass, bDeviceSubClass, bDeviceProtocol, bMaxPacketSize0;
	uint16_t idVendor, idProduct, bcdDevice;
	uint8_t iManufacturer, iProduct, iSerialNumber, bNumConfigurations;
} tusb_desc_device_t;
typedef struct __attribute__((packed)) {
	uint8_t bLength, bDescriptorType, bInterfaceNumber, bAlternateSetting, bNumEndpoints, bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol, iInterface;
} tusb_desc_interface_t;
typedef struct __attribute__((packed)) {
	uint8_t bLength, bDescriptorType, bEndpointAddress, bmAttributes;
	uint16_t wMaxPacketSize;
	uint8_t bInterval;
} tusb_desc_endpoint_t;
typedef struct __attribute__((packed)) {
	union {
		struct {
			uint8_t recipient : 5, type : 2, direction : 1;
		} bmRequestType_bit;
		uint8_t bmRequestType;
	};
	uint8_t bRequest;
	uint16_t wValue, wIndex, wLength;
} tusb_control_request_t;

static inline const uint8_t *tu_desc_next(const void *descriptor)
{
	return (const uint8_t *)descriptor + *(const uint8_t *)descriptor;
}
tusb_speed_t tud_speed_get(void);
bool tud_disconnect(void);

typedef struct {
	struct {
		size_t size;
		uint8_t priority;
		int xCoreID;
	} task;
	struct {
		const tusb_desc_device_t *device;
		const void *qualifier;
		const char **string;
		int string_count;
		const uint8_t *full_speed_config, *high_speed_config;
	} descriptor;
	void *event_cb, *event_arg;
} tinyusb_config_t;
#define TINYUSB_CONFIG_FULL_SPEED(HANDLER, CONTEXT) ((tinyusb_config_t){ .task = { 4096, 5, 0 }, .event_cb = (HANDLER), .event_arg = (CONTEXT) })
esp_err_t tinyusb_driver_install(const tinyusb_config_t *config);
esp_err_t tinyusb_driver_uninstall(void);

#endif
