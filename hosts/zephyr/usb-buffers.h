/* SPDX-License-Identifier: Apache-2.0 */
/* Buffers that Zephyr's USB stack has of us, each until the stack gives it back; some longer than the session that they belong to. For one caller at a time. */
#ifndef MCTP_XS_ZEPHYR_USB_BUFFERS_H
#define MCTP_XS_ZEPHYR_USB_BUFFERS_H

#include "usb-device.h"

enum { kOutBuffers = 2 };

/* A buffer of `length` bytes: to be filled by the USB host where there are no bytes, else to be sent. False: there is none, or the stack does not take it. */
bool usbBuffersLend(const struct usbd_class_data *data, const uint8_t *bytes, uint32_t length, bool endsEmpty, uint32_t session);

typedef enum { kUsbNobodys, kUsbFilled, kUsbSent } UsbReturned;
/* The stack gives it back: what it was to this session. */
UsbReturned usbBuffersBack(const struct net_buf *buffer, uint32_t session);

#endif
