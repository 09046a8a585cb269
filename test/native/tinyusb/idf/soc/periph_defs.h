/* SPDX-License-Identifier: Apache-2.0 */
#define ETS_USB_INTR_SOURCE 23
