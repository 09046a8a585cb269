/* SPDX-License-Identifier: Apache-2.0 */
/* Of TinyUSB what classes call. */
#ifndef FAKE_USBD_PVT_H
#define FAKE_USBD_PVT_H

#include "../tinyusb.h"

typedef struct {
	const char *name;
	void (*init)(void);
	bool (*deinit)(void);
	void (*reset)(uint8_t port);
	uint16_t (*open)(uint8_t port, const tusb_desc_interface_t *interface, uint16_t size);
	bool (*control_xfer_cb)(uint8_t port, uint8_t stage, const tusb_control_request_t *request);
	bool (*xfer_cb)(uint8_t port, uint8_t endpoint, xfer_result_t result, uint32_t length);
	bool (*xfer_isr)(uint8_t port, uint8_t endpoint, xfer_result_t result, uint32_t length);
	void (*sof)(uint8_t port, uint32_t frame);
} usbd_class_driver_t;

const usbd_class_driver_t *usbd_app_driver_get_cb(uint8_t *count);
bool usbd_open_edpt_pair(uint8_t port, const uint8_t *descriptor, uint8_t count, uint8_t type, uint8_t *out, uint8_t *in);
bool usbd_edpt_xfer(uint8_t port, uint8_t endpoint, uint8_t *bytes, uint16_t length, bool interrupt);
void usbd_edpt_clear_stall(uint8_t port, uint8_t endpoint);
void usbd_defer_func(void (*function)(void *parameter), void *parameter, bool interrupt);

#endif
