/* SPDX-License-Identifier: Apache-2.0 */
/* The USB device as Zephyr's stack (device_next) has it: what it tells of itself, on the controller that the device tree calls zephyr_udc0. */
#ifndef MCTP_XS_ZEPHYR_USB_DEVICE_H
#define MCTP_XS_ZEPHYR_USB_DEVICE_H

#include <zephyr/kernel.h>
#include <zephyr/usb/usbd.h>

/* A board without such a controller has no USB. */
#define HAS_USB DT_NODE_EXISTS(DT_NODELABEL(zephyr_udc0))

struct usbd_context *usbDevice(void);

/* Gives the stack the device of these descriptors, with the class `name`. Once: the stack keeps what it is given. Returns what the stack does: 0, or why not. */
int usbDevicePrepare(const char *name, const uint8_t *descriptors, uint32_t size);

/* Of the class, as usbd_class_api.get_desc has it. */
void *usbDeviceDescriptors(enum usbd_speed speed);
uint8_t usbDeviceEndpoint(enum usbd_speed speed, bool in);
uint32_t usbDevicePacketSize(enum usbd_speed speed);

#endif
