/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-buffers.h"

#include <zephyr/drivers/usb/udc.h>

#include "../common/native/usb-pipes.h"

#if HAS_USB

/* Those of the session before may not be back yet. */
enum { kBuffers = 2 * (kOutBuffers + 1) };

typedef struct {
	struct net_buf *buffer;
	uint32_t session;
	bool in;
} Lent;

static Lent gLent[kBuffers];

static Lent *lentAs(const struct net_buf *buffer)
{
	for (int index = 0; index < kBuffers; index++)
		if (buffer == gLent[index].buffer)
			return gLent + index;
	return NULL;
}

bool usbBuffersLend(const struct usbd_class_data *data, const uint8_t *bytes, uint32_t length, bool endsEmpty, uint32_t session)
{
	struct usbd_context *context = usbd_class_get_ctx(data);
	const bool in = NULL != bytes;
	Lent *lent = lentAs(NULL);
	struct net_buf *buffer = lent ? usbd_ep_buf_alloc(data, usbDeviceEndpoint(usbd_bus_speed(context), in), length) : NULL;
	if (!buffer)
		return false;
	if (in)
		net_buf_add_mem(buffer, bytes, length);
	if (endsEmpty)
		udc_ep_buf_set_zlp(buffer);
	*lent = (Lent){ buffer, session, in };
	if (!usbd_ep_enqueue(data, buffer))
		return true;
	lent->buffer = NULL;
	usbd_ep_buf_free(context, buffer);
	return false;
}

UsbReturned usbBuffersBack(const struct net_buf *buffer, uint32_t session)
{
	Lent *lent = lentAs(buffer);
	if (!lent)
		return kUsbNobodys;
	lent->buffer = NULL;
	if (!usbSessionUp(session) || (lent->session != session))
		return kUsbNobodys;
	return lent->in ? kUsbSent : kUsbFilled;
}

#endif
