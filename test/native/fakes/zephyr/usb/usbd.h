/* SPDX-License-Identifier: Apache-2.0 */
/* Of Zephyr's USB device stack (device_next, 4.4) what hosts/zephyr calls; the stack, and a USB host in front of it, is support/zephyr-usb.c. */
#ifndef FAKE_ZEPHYR_USBD_H
#define FAKE_ZEPHYR_USBD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../drivers/i2c.h"

#define USBD_SUPPORTS_HIGH_SPEED 1
#define USB_DESC_STRING 3
#define USB_DESC_INTERFACE 4
#define USB_DESC_ENDPOINT 5
#define USB_EP_TYPE_BULK 2
#define USB_EP_DIR_IS_IN(ADDRESS) (0 != ((ADDRESS) & 0x80))
#define sys_cpu_to_le16(VALUE) (VALUE)
#define DT_NODELABEL(NAME) NAME
#define DT_NODE_EXISTS(NODE) 1
#define DEVICE_DT_GET(NODE) (&gFakeController)
extern const struct device gFakeController;

struct usb_desc_header {
	uint8_t bLength, bDescriptorType;
} __attribute__((packed));
struct usb_if_descriptor {
	uint8_t bLength, bDescriptorType, bInterfaceNumber, bAlternateSetting, bNumEndpoints, bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol, iInterface;
} __attribute__((packed));
struct usb_ep_descriptor {
	uint8_t bLength, bDescriptorType, bEndpointAddress, bmAttributes;
	uint16_t wMaxPacketSize;
	uint8_t bInterval;
} __attribute__((packed));

struct net_buf {
	uint8_t *data;
	uint16_t len, size;
	uint8_t endpoint;
	bool zlp;
	int error;
	/* In a queue; and behind one that has come back, others that have with it. */
	struct net_buf *next, *frags;
	uint8_t bytes[];
};
void *net_buf_add_mem(struct net_buf *buffer, const void *bytes, size_t length);

enum usbd_speed { USBD_SPEED_FS, USBD_SPEED_HS, USBD_SPEED_SS };
enum usbd_str_desc_utype { USBD_DUT_STRING_LANG, USBD_DUT_STRING_MANUFACTURER, USBD_DUT_STRING_PRODUCT, USBD_DUT_STRING_SERIAL_NUMBER };
struct usbd_desc_node {
	struct {
		uint8_t idx;
		enum usbd_str_desc_utype utype : 8;
		unsigned int ascii7 : 1, use_hwinfo : 1;
	} str;
	const void *const ptr;
	uint8_t bLength, bDescriptorType;
};
struct usbd_config_node {
	uint8_t attributes, power;
};
struct usbd_context {
	const struct device *dev;
	uint16_t vendor, product;
};
enum usbd_msg_type { USBD_MSG_VBUS_READY, USBD_MSG_VBUS_REMOVED };
struct usbd_msg {
	enum usbd_msg_type type;
};
typedef void (*usbd_msg_cb_t)(struct usbd_context *const context, const struct usbd_msg *const message);

struct usbd_class_data;
struct usbd_class_api {
	void (*update)(struct usbd_class_data *const data, const uint8_t interface, const uint8_t alternate);
	void (*feature_halt)(struct usbd_class_data *const data, uint8_t endpoint, bool halted);
	int (*request)(struct usbd_class_data *const data, struct net_buf *buffer, int error);
	void (*suspended)(struct usbd_class_data *const data);
	void (*resumed)(struct usbd_class_data *const data);
	void (*enable)(struct usbd_class_data *const data);
	void (*disable)(struct usbd_class_data *const data);
	int (*init)(struct usbd_class_data *const data);
	void *(*get_desc)(struct usbd_class_data *const data, const enum usbd_speed speed);
};
struct usbd_class_data {
	const char *name;
	struct usbd_context *uds_ctx;
	const struct usbd_class_api *api;
	void *v_reqs, *priv;
};
void fakeUsbClass(struct usbd_class_data *data);
/* For tests: from now on the controller senses VBUS, which comes or goes; whether the device is to be seen on the bus; called as it is to be enabled. */
void fakeUsbVbus(bool on);
bool fakeUsbEnabled(void);
extern void (*gFakeUsbEnables)(void);
/* The bus is suspended, or goes on. How often a buffer was refused for that. */
void fakeUsbSuspend(bool on);
extern _Atomic uint32_t gFakeUsbSuspendedTries;

#define USBD_DEVICE_DEFINE(NAME, CONTROLLER, VENDOR, PRODUCT) static struct usbd_context NAME = { CONTROLLER, VENDOR, PRODUCT }
#define USBD_CONFIGURATION_DEFINE(NAME, ATTRIBUTES, POWER, STRING_NODE) static struct usbd_config_node NAME = { ATTRIBUTES, POWER }
#define USBD_DESC_LANG_DEFINE(NAME) static struct usbd_desc_node NAME = { .str = { .utype = USBD_DUT_STRING_LANG }, .bLength = 4, .bDescriptorType = USB_DESC_STRING }
#define USBD_DEFINE_CLASS(NAME, API, PRIVATE, REQUESTS) \
	static struct usbd_class_data NAME = { #NAME, NULL, API, REQUESTS, PRIVATE }; \
	__attribute__((constructor)) static void fakeClass_##NAME(void) { fakeUsbClass(&NAME); }

static inline struct usbd_context *usbd_class_get_ctx(const struct usbd_class_data *const data)
{
	return data->uds_ctx;
}
int usbd_add_descriptor(struct usbd_context *context, struct usbd_desc_node *node);
int usbd_add_configuration(struct usbd_context *context, const enum usbd_speed speed, struct usbd_config_node *node);
int usbd_register_class(struct usbd_context *context, const char *name, const enum usbd_speed speed, uint8_t configuration);
int usbd_msg_register_cb(struct usbd_context *const context, const usbd_msg_cb_t callback);
int usbd_device_set_vid(struct usbd_context *const context, const uint16_t vendor);
int usbd_device_set_pid(struct usbd_context *const context, const uint16_t product);
int usbd_device_set_bcd_device(struct usbd_context *const context, const uint16_t release);
int usbd_device_set_code_triple(struct usbd_context *const context, const enum usbd_speed speed, const uint8_t base, const uint8_t subclass, const uint8_t protocol);
int usbd_config_maxpower(struct usbd_context *const context, const enum usbd_speed speed, const uint8_t configuration, const uint8_t power);
enum usbd_speed usbd_bus_speed(const struct usbd_context *const context);
enum usbd_speed usbd_caps_speed(const struct usbd_context *const context);
bool usbd_can_detect_vbus(struct usbd_context *const context);
int usbd_init(struct usbd_context *context);
int usbd_enable(struct usbd_context *context);
int usbd_disable(struct usbd_context *context);

struct net_buf *usbd_ep_buf_alloc(const struct usbd_class_data *const data, const uint8_t endpoint, const size_t size);
int usbd_ep_enqueue(const struct usbd_class_data *const data, struct net_buf *const buffer);
int usbd_ep_buf_free(struct usbd_context *context, struct net_buf *buffer);

#endif
