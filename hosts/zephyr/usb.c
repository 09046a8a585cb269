/* SPDX-License-Identifier: Apache-2.0 */
/* USB as a class of Zephyr's device stack (device_next, Zephyr 4.4), on the controller that the device tree calls zephyr_udc0. Callbacks come in the stack's thread; what the
 * machine asks for runs in the system's work queue. */
#include <string.h>
#include <zephyr/drivers/usb/udc.h>
#include <zephyr/kernel.h>
#include <zephyr/usb/usbd.h>

#include "../common/native/usb-bulk.h"
#include "../common/native/usb-driver.h"

#if DT_NODE_EXISTS(DT_NODELABEL(zephyr_udc0))

#ifndef USBD_SUPPORTS_HIGH_SPEED
	#define USBD_SUPPORTS_HIGH_SPEED 1 /* older ones support both */
#endif

enum {
	kVendor = 0x1209, /* until usbDriverStart */
	kProduct = 0x0001,
	kMctpClass = 0x14,
	kMctpProtocol = 0x01,
	kFullPacketSize = 64,
	kHighPacketSize = 512,
	kStrings = 3,
	kLongestString = 126,
	kConfigurationNumber = 1,
	kOutBuffers = 2,
	/* Those of the session before may not be back yet. */
	kBuffers = 2 * (kOutBuffers + 1),
	kRetry = 1, /* milliseconds */
};

/* A buffer that the stack has. */
typedef struct {
	struct net_buf *buffer;
	uint32_t session;
	bool in;
} Lent;

static struct {
	UsbBulk bulk;
	bool open, ready;
	Lent lent[kBuffers];
	char strings[kStrings][kLongestString + 1];
} gUsb;

/* Between the stack's thread, the work queue and the machine's thread. */
static K_MUTEX_DEFINE(gBusy);
static void work(struct k_work *item);
static K_WORK_DELAYABLE_DEFINE(gWork, work);

/* Descriptors. The stack numbers interfaces, endpoints and strings anew, in place. */

#define ENDPOINT(ADDRESS, SIZE) \
	{ .bLength = sizeof(struct usb_ep_descriptor), .bDescriptorType = USB_DESC_ENDPOINT, .bEndpointAddress = (ADDRESS), .bmAttributes = USB_EP_TYPE_BULK, .wMaxPacketSize = sys_cpu_to_le16(SIZE) }
#define STRING(INDEX, KIND) { .str = { .utype = (KIND), .ascii7 = true }, .ptr = gUsb.strings[INDEX], .bDescriptorType = USB_DESC_STRING }

static struct usb_if_descriptor gInterface = {
	.bLength = sizeof(struct usb_if_descriptor),
	.bDescriptorType = USB_DESC_INTERFACE,
	.bNumEndpoints = 2,
	.bInterfaceClass = kMctpClass,
	.bInterfaceProtocol = kMctpProtocol,
};
static struct usb_ep_descriptor gFullOut = ENDPOINT(kUsbOut, kFullPacketSize), gFullIn = ENDPOINT(kUsbIn, kFullPacketSize);
static struct usb_ep_descriptor gHighOut = ENDPOINT(kUsbOut, kHighPacketSize), gHighIn = ENDPOINT(kUsbIn, kHighPacketSize);
static struct usb_desc_header gEnd;
#define DESCRIPTORS(OUT, IN) \
	{ (struct usb_desc_header *)&gInterface, (struct usb_desc_header *)&(OUT), (struct usb_desc_header *)&(IN), &gEnd }
static struct usb_desc_header *gFullSpeed[] = DESCRIPTORS(gFullOut, gFullIn), *gHighSpeed[] = DESCRIPTORS(gHighOut, gHighIn);

USBD_DEVICE_DEFINE(gDevice, DEVICE_DT_GET(DT_NODELABEL(zephyr_udc0)), kVendor, kProduct);
USBD_CONFIGURATION_DEFINE(gFullConfiguration, 0, 0, NULL);
USBD_CONFIGURATION_DEFINE(gHighConfiguration, 0, 0, NULL);
USBD_DESC_LANG_DEFINE(gLanguage);
static struct usbd_desc_node gStrings[kStrings] = {
	STRING(0, USBD_DUT_STRING_MANUFACTURER),
	STRING(1, USBD_DUT_STRING_PRODUCT),
	STRING(2, USBD_DUT_STRING_SERIAL_NUMBER),
};

/* Buffers, with `gBusy` held */

static bool isHigh(const struct usbd_class_data *data)
{
	return USBD_SPEED_HS == usbd_bus_speed(usbd_class_get_ctx(data));
}

static struct usbd_class_data mctp_xs;

static bool lend(bool in, const uint8_t *bytes, uint32_t length, bool endsEmpty)
{
	const struct usbd_class_data *data = &mctp_xs;
	const struct usb_ep_descriptor *endpoint = isHigh(data) ? (in ? &gHighIn : &gHighOut) : (in ? &gFullIn : &gFullOut);
	for (int index = 0; index < kBuffers; index++) {
		Lent *lent = gUsb.lent + index;
		struct net_buf *buffer;
		if (lent->buffer)
			continue;
		buffer = usbd_ep_buf_alloc(data, endpoint->bEndpointAddress, length);
		if (!buffer)
			return false;
		if (in)
			net_buf_add_mem(buffer, bytes, length);
		if (endsEmpty)
			udc_ep_buf_set_zlp(buffer);
		*lent = (Lent){ buffer, usbPipesSession(gUsb.bulk.pipes), in };
		if (!usbd_ep_enqueue(data, buffer))
			return true;
		lent->buffer = NULL;
		usbd_ep_buf_free(usbd_class_get_ctx(data), buffer);
		return false;
	}
	return false;
}

static bool receivePacket(UsbBulk *bulk)
{
	return lend(false, NULL, bulk->packetSize, false);
}

static bool sendTransfer(UsbBulk *bulk, const uint8_t *bytes, uint32_t length, bool endsEmpty)
{
	return lend(true, bytes, length, endsEmpty);
}

/* What belongs to an earlier session is nobody's. */
static void back(struct net_buf *buffer, bool whole)
{
	for (int index = 0; index < kBuffers; index++) {
		Lent *lent = gUsb.lent + index;
		if (buffer != lent->buffer)
			continue;
		lent->buffer = NULL;
		if (lent->session != usbPipesSession(gUsb.bulk.pipes))
			return;
		if (lent->in)
			usbBulkSent(&gUsb.bulk, whole);
		else
			usbBulkReceived(&gUsb.bulk, buffer->data, buffer->len, whole);
		return;
	}
}

/* A stack that refuses, or has just failed, is asked again a little later. */
static void pump(bool failed)
{
	if (failed || (gUsb.open && !usbBulkPump(&gUsb.bulk)))
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
	if (gUsb.open)
		usbBulkLink(&gUsb.bulk, packetSize);
	pump(false);
	k_mutex_unlock(&gBusy);
}

static void enable(struct usbd_class_data *const data)
{
	configured(isHigh(data) ? kHighPacketSize : kFullPacketSize);
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

static int initialize(struct usbd_class_data *const data)
{
	return 0;
}

static void *descriptors(struct usbd_class_data *const data, const enum usbd_speed speed)
{
	return (USBD_SPEED_HS == speed) ? gHighSpeed : gFullSpeed;
}

static const struct usbd_class_api gApi = {
	.feature_halt = halted,
	.request = request,
	.enable = enable,
	.disable = disable,
	.init = initialize,
	.get_desc = descriptors,
};

USBD_DEFINE_CLASS(mctp_xs, &gApi, NULL, NULL);

/* Where VBUS can be seen. */
static void told(struct usbd_context *const context, const struct usbd_msg *const message)
{
	if ((USBD_MSG_VBUS_READY == message->type) && gUsb.open)
		usbd_enable(context);
	if (USBD_MSG_VBUS_REMOVED == message->type)
		usbd_disable(context);
}

/* The machine's side */

static int addString(const uint8_t *all, uint32_t size, int index)
{
	const uint32_t length = usbText(all, size, (uint32_t)index + 1, gUsb.strings[index], kLongestString);
	gStrings[index].bLength = (uint8_t)(sizeof(struct usb_desc_header) + 2 * length);
	return length ? usbd_add_descriptor(&gDevice, gStrings + index) : 0;
}

static int addConfiguration(enum usbd_speed speed, struct usbd_config_node *node, uint8_t power)
{
	int error = usbd_add_configuration(&gDevice, speed, node);
	if (!error)
		error = usbd_config_maxpower(&gDevice, speed, kConfigurationNumber, power);
	if (!error)
		error = usbd_register_class(&gDevice, "mctp_xs", speed, kConfigurationNumber);
	return error ? error : usbd_device_set_code_triple(&gDevice, speed, 0, 0, 0);
}

/* Once: the stack keeps what it is given. */
static int prepare(const uint8_t *all, uint32_t size)
{
	uint32_t length;
	const uint8_t power = usbDescriptor(all, size, kUsbConfiguration, 0, &length)[8];
	int error = usbd_add_descriptor(&gDevice, &gLanguage);
	for (int index = 0; !error && (index < kStrings); index++)
		error = addString(all, size, index);
	if (!error)
		error = usbd_device_set_vid(&gDevice, (uint16_t)usbWord(all + 8));
	if (!error)
		error = usbd_device_set_pid(&gDevice, (uint16_t)usbWord(all + 10));
	if (!error)
		error = usbd_device_set_bcd_device(&gDevice, (uint16_t)usbWord(all + 12));
	if (!error)
		error = addConfiguration(USBD_SPEED_FS, &gFullConfiguration, power);
	if (!error && USBD_SUPPORTS_HIGH_SPEED && (USBD_SPEED_HS == usbd_caps_speed(&gDevice)))
		error = addConfiguration(USBD_SPEED_HS, &gHighConfiguration, power);
	if (!error)
		error = usbd_msg_register_cb(&gDevice, told);
	return error ? error : usbd_init(&gDevice);
}

bool usbDriverStart(UsbPipes *pipes, const uint8_t *all, uint32_t size)
{
	if (!gUsb.ready && prepare(all, size))
		return false;
	gUsb.ready = true;
	k_mutex_lock(&gBusy, K_FOREVER);
	gUsb.bulk = (UsbBulk){ .pipes = pipes, .receive = receivePacket, .send = sendTransfer, .most = kOutBuffers };
	gUsb.open = true;
	k_mutex_unlock(&gBusy);
	/* Some controllers start only where there is VBUS: then a message tells. */
	return !usbd_enable(&gDevice) || usbd_can_detect_vbus(&gDevice);
}

void usbDriverStop(void)
{
	struct k_work_sync sync;
	bool was;
	k_mutex_lock(&gBusy, K_FOREVER);
	was = gUsb.open;
	gUsb.open = false;
	k_mutex_unlock(&gBusy);
	if (!was)
		return;
	usbd_disable(&gDevice);
	k_work_cancel_delayable_sync(&gWork, &sync);
	usbPipesLink(gUsb.bulk.pipes, false);
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
