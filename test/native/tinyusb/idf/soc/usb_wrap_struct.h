/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_USB_WRAP_STRUCT_H
#define FAKE_USB_WRAP_STRUCT_H

#include <stdint.h>

typedef struct {
	uint32_t pad_pull_override : 1, dp_pullup : 1, dp_pulldown : 1, dm_pullup : 1, dm_pulldown : 1;
} usb_wrap_otg_conf_reg_t;
typedef struct {
	usb_wrap_otg_conf_reg_t otg_conf;
} usb_wrap_dev_t;
extern usb_wrap_dev_t USB_WRAP;

#endif
