/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_ZEPHYR_UDC_H
#define FAKE_ZEPHYR_UDC_H

#include "../../usb/usbd.h"

void udc_ep_buf_set_zlp(struct net_buf *const buffer);

#endif
