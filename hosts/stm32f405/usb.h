/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_USB_H
#define MCTP_XS_USB_H

/* For the board's interrupt, and for its tick. */
void usbInterrupt(void);
void usbTicked(void);

#endif
