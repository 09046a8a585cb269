/* SPDX-License-Identifier: Apache-2.0 */
/* USB as a class of Zephyr's device stack (device_next). Callbacks come in the stack's thread; what the machine asks for runs in the system's work queue. */
#include "../common/native/usb-bulk.h"
#include "../common/native/usb-driver.h"
#include "usb-buffers.h"
#include "usb-device.h"

#if HAS_USB

enum { kRetry = 1 /* milliseconds */ };

static struct {
	UsbBulk bulk;
	_Atomic bool open;
	bool ready;
	/* The bus is: the stack takes nothing to send, and tells when it does. */
	bool suspended;
} gUsb;

/* Between the stack's thread, the work queue and the machine's thread. */
static K_MUTEX_DEFINE(gBusy);
static void work(struct k_work *item);
static K_WORK_DELAYABLE_DEFINE(gWork, work);

/* Buffers, with `gBusy` held */

static struct usbd_class_data mctp_xs;

static bool receivePacket(UsbBulk *bulk)
{
	return usbBuffersLend(&mctp_xs, NULL, bulk->packetSize, false, usbPipesSession(bulk->pipes));
}

static bool sendTransfer(UsbBulk *bulk, const uint8_t *bytes, uint32_t length, bool endsEmpty)
{
	return usbBuffersLend(&mctp_xs, bytes, length, endsEmpty, usbPipesSession(bulk->pipes));
}

/* What belongs to an earlier session is nobody's. Drivers give back what an endpoint has that is disabled as one chain (udc_buf_get_all). */
static void back(const struct net_buf *buffer, bool whole)
{
	for (; buffer; buffer = buffer->frags)
		switch (usbBuffersBack(buffer, usbPipesSession(gUsb.bulk.pipes))) {
		case kUsbFilled: usbBulkReceived(&gUsb.bulk, buffer->data, buffer->len, whole); break;
		case kUsbSent: usbBulkSent(&gUsb.bulk, whole); break;
		case kUsbNobodys: break;
		}
}

/* A stack that refuses, or has just failed, is asked again a little later. */
static void pump(bool failed)
{
	if (failed || (gUsb.open && !usbBulkPump(&gUsb.bulk) && !gUsb.suspended))
		k_work_reschedule(&gWork, K_MSEC(kRetry));
}

static void work(struct k_work *item)
{
	k_mutex_lock(&gBusy, K_FOREVER);
	pump(false);
	k_mutex_unlock(&gBusy);
}

/* The class: from the stack's thread */

static int request(struct usbd_class_data *const data, struct net_buf *buffer, int error)
{
	k_mutex_lock(&gBusy, K_FOREVER);
	back(buffer, !error);
	pump(error != 0);
	k_mutex_unlock(&gBusy);
	return usbd_ep_buf_free(usbd_class_get_ctx(data), buffer);
}

static void configured(uint32_t packetSize)
{
	k_mutex_lock(&gBusy, K_FOREVER);
	gUsb.suspended = false;
	if (gUsb.open)
		usbBulkLink(&gUsb.bulk, packetSize);
	pump(false);
	k_mutex_unlock(&gBusy);
}

static void enable(struct usbd_class_data *const data)
{
	configured(usbDevicePacketSize(usbd_bus_speed(usbd_class_get_ctx(data))));
}

static void disable(struct usbd_class_data *const data)
{
	configured(0);
}

static void halted(struct usbd_class_data *const data, uint8_t endpoint, bool on)
{
	k_mutex_lock(&gBusy, K_FOREVER);
	if (gUsb.open)
		usbBulkHalt(&gUsb.bulk, USB_EP_DIR_IS_IN(endpoint) ? kUsbIn : kUsbOut, on);
	pump(false);
	k_mutex_unlock(&gBusy);
}

/* SET_INTERFACE: endpoints have been disabled and enabled. */
static void updated(struct usbd_class_data *const data, const uint8_t interface, const uint8_t alternate)
{
	halted(data, kUsbOut, false);
	halted(data, kUsbIn, false);
}

static void isSuspended(bool is)
{
	k_mutex_lock(&gBusy, K_FOREVER);
	gUsb.suspended = is;
	pump(false);
	k_mutex_unlock(&gBusy);
}

static void suspended(struct usbd_class_data *const data)
{
	isSuspended(true);
}

static void resumed(struct usbd_class_data *const data)
{
	isSuspended(false);
}

static int initialize(struct usbd_class_data *const data)
{
	return 0;
}

static void *descriptors(struct usbd_class_data *const data, const enum usbd_speed speed)
{
	return usbDeviceDescriptors(speed);
}

static const struct usbd_class_api gApi = {
	.update = updated,
	.feature_halt = halted,
	.request = request,
	.suspended = suspended,
	.resumed = resumed,
	.enable = enable,
	.disable = disable,
	.init = initialize,
	.get_desc = descriptors,
};

USBD_DEFINE_CLASS(mctp_xs, &gApi, NULL, NULL);

/* Where VBUS can be seen. Whoever stops it meanwhile may have come too early to disable it. */
static void told(struct usbd_context *const context, const struct usbd_msg *const message)
{
	if ((USBD_MSG_VBUS_READY == message->type) && gUsb.open) {
		usbd_enable(context);
		if (!gUsb.open)
			usbd_disable(context);
	}
	if (USBD_MSG_VBUS_REMOVED == message->type)
		usbd_disable(context);
}

/* The machine's side */

static bool isReady(const uint8_t *all, uint32_t size)
{
	if (!gUsb.ready)
		gUsb.ready = !usbDevicePrepare("mctp_xs", all, size) && !usbd_msg_register_cb(usbDevice(), told) && !usbd_init(usbDevice());
	return gUsb.ready;
}

bool usbDriverStart(UsbPipes *pipes, const uint8_t *all, uint32_t size)
{
	if (!isReady(all, size))
		return false;
	k_mutex_lock(&gBusy, K_FOREVER);
	gUsb.bulk = (UsbBulk){ .pipes = pipes, .receive = receivePacket, .send = sendTransfer, .most = kOutBuffers };
	gUsb.open = true;
	k_mutex_unlock(&gBusy);
	/* Some controllers start only where there is VBUS: then a message tells. */
	return !usbd_enable(usbDevice()) || usbd_can_detect_vbus(usbDevice());
}

/* Buffers may come back afterwards: the session that they belong to is over. */
void usbDriverStop(void)
{
	struct k_work_sync sync;
	bool was;
	k_mutex_lock(&gBusy, K_FOREVER);
	was = gUsb.open;
	gUsb.open = false;
	if (was)
		usbPipesLink(gUsb.bulk.pipes, false);
	k_mutex_unlock(&gBusy);
	if (!was)
		return;
	usbd_disable(usbDevice());
	k_work_cancel_delayable_sync(&gWork, &sync);
}

void usbDriverServe(void)
{
	k_work_reschedule(&gWork, K_NO_WAIT);
}

#else /* a board without USB */

bool usbDriverStart(UsbPipes *pipes, const uint8_t *all, uint32_t size)
{
	return false;
}

void usbDriverStop(void)
{
}

void usbDriverServe(void)
{
}

#endif
