/* SPDX-License-Identifier: Apache-2.0 */
/* USB as a class of TinyUSB's device stack (esp_tinyusb 2), on the USB-OTG of ESP32-S2 and S3. Callbacks come in TinyUSB's task, and so does what the machine asks for. */
#include <sdkconfig.h>

/* The SDK compiles this without the options of TinyUSB's own build. */
#ifndef CFG_TUSB_MCU
	#if CONFIG_IDF_TARGET_ESP32S2
		#define CFG_TUSB_MCU OPT_MCU_ESP32S2
	#else
		#define CFG_TUSB_MCU OPT_MCU_ESP32S3
	#endif
#endif

#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <tinyusb.h>
#include <tinyusb_default_config.h>

#include <device/usbd_pvt.h>

#include "../common/native/usb-bulk.h"
#include "../common/native/usb-driver.h"

enum {
	kStrings = 4,
	/* esp_tinyusb cuts what is longer. */
	kLongestString = 31,
	kMctpClass = 0x14,
	kHighPacketSize = 512,
};

static struct {
	UsbBulk bulk;
	uint8_t port;
	/* Between start and stop. */
	_Atomic bool open;
	/* TinyUSB's, once it comes to rest. */
	_Atomic TaskHandle_t task;
	/* The task has been asked to pump. */
	_Atomic bool asked;
	/* The transfer is on its way, and an empty packet follows. */
	bool endsEmpty;
	char strings[kStrings][kLongestString + 1];
	CFG_TUSB_MEM_ALIGN uint8_t packet[kHighPacketSize];
} gUsb;

/* Endpoints */

static bool submit(uint8_t endpoint, uint8_t *bytes, uint32_t length)
{
#if (TUSB_VERSION_MAJOR == 0) && (TUSB_VERSION_MINOR < 21)
	return usbd_edpt_xfer(gUsb.port, endpoint, bytes, (uint16_t)length);
#else
	return usbd_edpt_xfer(gUsb.port, endpoint, bytes, (uint16_t)length, false);
#endif
}

static bool receivePacket(UsbBulk *bulk)
{
	return submit(kUsbOut, gUsb.packet, bulk->packetSize);
}

static bool sendTransfer(UsbBulk *bulk, const uint8_t *bytes, uint32_t length, bool endsEmpty)
{
	gUsb.endsEmpty = endsEmpty;
	return submit(kUsbIn, (uint8_t *)bytes, length);
}

static bool transferred(uint8_t port, uint8_t endpoint, xfer_result_t result, uint32_t length)
{
	const bool whole = XFER_RESULT_SUCCESS == result;
	if (kUsbOut == endpoint)
		usbBulkReceived(&gUsb.bulk, gUsb.packet, length, whole);
	else if (whole && gUsb.endsEmpty && !gUsb.bulk.inHalted && submit(kUsbIn, NULL, 0))
		gUsb.endsEmpty = false;
	else
		usbBulkSent(&gUsb.bulk, whole && !gUsb.endsEmpty);
	usbBulkPump(&gUsb.bulk);
	return true;
}

/* The class */

static void initialize(void)
{
}

static bool end(void)
{
	return true;
}

/* Reset of the bus, another configuration, or unplugged. */
static void reset(uint8_t port)
{
	if (!gUsb.bulk.pipes)
		return;
	usbBulkLink(&gUsb.bulk, 0);
	usbBulkPump(&gUsb.bulk);
}

static uint16_t configure(uint8_t port, const tusb_desc_interface_t *interface, uint16_t size)
{
	const uint16_t length = (uint16_t)(sizeof(*interface) + 2 * sizeof(tusb_desc_endpoint_t));
	uint8_t out, in;
	if (!gUsb.bulk.pipes || (kMctpClass != interface->bInterfaceClass) || (size < length))
		return 0;
	if (!usbd_open_edpt_pair(port, tu_desc_next(interface), 2, TUSB_XFER_BULK, &out, &in))
		return 0;
	gUsb.port = port;
	gUsb.endsEmpty = false;
	usbBulkLink(&gUsb.bulk, (TUSB_SPEED_HIGH == tud_speed_get()) ? kHighPacketSize : kUsbBulkPacketSize);
	usbBulkPump(&gUsb.bulk);
	return length;
}

/* Endpoint 0. There are no requests to the class; TinyUSB tells too of a halt that it has set or cleared, and some versions of other features. A halt ends what is under way,
 * without a word; clearing one where there is none does not. */
static void featured(const tusb_control_request_t *request)
{
	const bool halts = TUSB_REQ_SET_FEATURE == request->bRequest;
	const uint8_t endpoint = (uint8_t)request->wIndex;
	if ((!halts && (TUSB_REQ_CLEAR_FEATURE != request->bRequest)) || (TUSB_REQ_FEATURE_EDPT_HALT != request->wValue))
		return;
	if (halts)
		usbBulkForget(&gUsb.bulk, endpoint);
	usbBulkHalt(&gUsb.bulk, endpoint, halts);
}

/* SET_INTERFACE ends halts, and toggles begin anew (USB 2.0 9.1.1.5), which TinyUSB leaves to the class. */
static void renewed(uint8_t port, const tusb_control_request_t *request)
{
	static const uint8_t endpoints[] = { kUsbOut, kUsbIn };
	if ((TUSB_REQ_SET_INTERFACE != request->bRequest) || request->wValue)
		return;
	for (int index = 0; index < 2; index++) {
		usbd_edpt_clear_stall(port, endpoints[index]);
		usbBulkHalt(&gUsb.bulk, endpoints[index], false);
	}
}

/* Whatever is done here: TinyUSB answers. */
static bool control(uint8_t port, uint8_t stage, const tusb_control_request_t *request)
{
	if ((CONTROL_STAGE_SETUP != stage) || (TUSB_REQ_TYPE_STANDARD != request->bmRequestType_bit.type))
		return false;
	if (TUSB_REQ_RCPT_ENDPOINT == request->bmRequestType_bit.recipient)
		featured(request);
	if (TUSB_REQ_RCPT_INTERFACE == request->bmRequestType_bit.recipient)
		renewed(port, request);
	usbBulkPump(&gUsb.bulk);
	return false;
}

static const usbd_class_driver_t gClass = {
	.name = "mctp",
	.init = initialize,
	.deinit = end,
	.reset = reset,
	.open = configure,
	.control_xfer_cb = control,
	.xfer_cb = transferred,
};

const usbd_class_driver_t *usbd_app_driver_get_cb(uint8_t *count)
{
	*count = 1;
	return &gClass;
}

/* The machine's side */

static void pump(void *unused)
{
	gUsb.asked = false;
	usbBulkPump(&gUsb.bulk);
}

void usbDriverServe(void)
{
	if (gUsb.open && !atomic_exchange(&gUsb.asked, true))
		usbd_defer_func(pump, NULL, false);
}

bool usbDriverStart(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	static const char english[] = { 0x09, 0x04 };
	const char *strings[kStrings] = { english };
	tinyusb_config_t config = TINYUSB_CONFIG_FULL_SPEED(NULL, NULL);
	uint32_t length;
	for (uint32_t number = 1; number < kStrings; number++)
		strings[number] = usbText(descriptors, size, number, gUsb.strings[number], kLongestString) ? gUsb.strings[number] : NULL;
	config.descriptor.device = (const tusb_desc_device_t *)descriptors;
	config.descriptor.full_speed_config = usbDescriptor(descriptors, size, kUsbConfiguration, 0, &length);
	config.descriptor.string = strings;
	config.descriptor.string_count = kStrings;
	gUsb.bulk = (UsbBulk){ .pipes = pipes, .receive = receivePacket, .send = sendTransfer, .most = 1 };
	gUsb.asked = false;
	gUsb.open = ESP_OK == tinyusb_driver_install(&config);
	return gUsb.open;
}

/* TinyUSB's task is deleted by others, wherever it is: so it waits here for that, where it holds nothing. */
static void rest(void *unused)
{
	tud_disconnect();
	gUsb.task = xTaskGetCurrentTaskHandle();
	for (;;)
		vTaskSuspend(NULL);
}

void usbDriverStop(void)
{
	if (!gUsb.open)
		return;
	gUsb.open = false;
	gUsb.task = NULL;
	usbd_defer_func(rest, NULL, false);
	/* Not by a notification: one that comes late is taken for the next that this task waits for, such as that TinyUSB has been started. */
	while (!gUsb.task || (eSuspended != eTaskGetState(gUsb.task)))
		vTaskDelay(1);
	tinyusb_driver_uninstall();
	usbPipesLink(gUsb.bulk.pipes, false);
	gUsb.bulk.pipes = NULL;
}
