/* SPDX-License-Identifier: Apache-2.0 */
#include "usb-device.h"

#include "../common/native/usb-control.h"
#include "../common/native/usb-pipes.h"

#if HAS_USB

#ifndef USBD_SUPPORTS_HIGH_SPEED
	#define USBD_SUPPORTS_HIGH_SPEED 1 /* older ones support both */
#endif

enum {
	kVendor = 0x1209, /* until usbDevicePrepare */
	kProduct = 0x0001,
	kMctpClass = 0x14,
	kMctpProtocol = 0x01,
	kFullPacketSize = 64,
	kHighPacketSize = 512,
	kStrings = 3,
	kLongestString = 126,
	kConfigurationNumber = 1,
};

static char gTexts[kStrings][kLongestString + 1];

/* The stack numbers interfaces, endpoints and strings anew, in place. */

#define ENDPOINT(ADDRESS, SIZE) \
	{ .bLength = sizeof(struct usb_ep_descriptor), .bDescriptorType = USB_DESC_ENDPOINT, .bEndpointAddress = (ADDRESS), .bmAttributes = USB_EP_TYPE_BULK, .wMaxPacketSize = sys_cpu_to_le16(SIZE) }
#define STRING(INDEX, KIND) { .str = { .utype = (KIND), .ascii7 = true }, .ptr = gTexts[INDEX], .bDescriptorType = USB_DESC_STRING }

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

struct usbd_context *usbDevice(void)
{
	return &gDevice;
}

void *usbDeviceDescriptors(enum usbd_speed speed)
{
	return (USBD_SPEED_HS == speed) ? gHighSpeed : gFullSpeed;
}

uint8_t usbDeviceEndpoint(enum usbd_speed speed, bool in)
{
	if (USBD_SPEED_HS == speed)
		return (in ? &gHighIn : &gHighOut)->bEndpointAddress;
	return (in ? &gFullIn : &gFullOut)->bEndpointAddress;
}

uint32_t usbDevicePacketSize(enum usbd_speed speed)
{
	return (USBD_SPEED_HS == speed) ? kHighPacketSize : kFullPacketSize;
}

static int addString(const uint8_t *all, uint32_t size, int index)
{
	const uint32_t length = usbText(all, size, (uint32_t)index + 1, gTexts[index], kLongestString);
	gStrings[index].bLength = (uint8_t)(sizeof(struct usb_desc_header) + 2 * length);
	return length ? usbd_add_descriptor(&gDevice, gStrings + index) : 0;
}

static int addConfiguration(const char *name, enum usbd_speed speed, struct usbd_config_node *node, uint8_t power)
{
	int error = usbd_add_configuration(&gDevice, speed, node);
	if (!error)
		error = usbd_config_maxpower(&gDevice, speed, kConfigurationNumber, power);
	if (!error)
		error = usbd_register_class(&gDevice, name, speed, kConfigurationNumber);
	return error ? error : usbd_device_set_code_triple(&gDevice, speed, 0, 0, 0);
}

int usbDevicePrepare(const char *name, const uint8_t *all, uint32_t size)
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
		error = addConfiguration(name, USBD_SPEED_FS, &gFullConfiguration, power);
	if (!error && USBD_SUPPORTS_HIGH_SPEED && (USBD_SPEED_HS == usbd_caps_speed(&gDevice)))
		error = addConfiguration(name, USBD_SPEED_HS, &gHighConfiguration, power);
	return error;
}

#endif
