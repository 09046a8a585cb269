/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_USB_PHY_H
#define FAKE_USB_PHY_H

#include <stddef.h>

#include "esp_err.h"

typedef struct {
	int vbus;
} usb_phy_otg_io_conf_t;
#define USB_PHY_SELF_POWERED_DEVICE(VBUS) ((usb_phy_otg_io_conf_t){ (VBUS) })
enum { USB_PHY_CTRL_OTG, USB_PHY_TARGET_INT, USB_OTG_MODE_DEVICE, USB_PHY_SPEED_FULL };
typedef struct {
	int controller, target, otg_mode, otg_speed;
	const usb_phy_otg_io_conf_t *otg_io_conf;
} usb_phy_config_t;
typedef struct FakePhy *usb_phy_handle_t;
esp_err_t usb_new_phy(const usb_phy_config_t *config, usb_phy_handle_t *phy);
esp_err_t usb_del_phy(usb_phy_handle_t phy);

#endif
