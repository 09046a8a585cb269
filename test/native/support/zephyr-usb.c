/* SPDX-License-Identifier: Apache-2.0 */
/* Zephyr's USB device stack as far as a class sees it: buffers are queued at endpoints and come back, each once, in the stack's thread, those of a configuration that has ended
 * with an error and later: of an endpoint each for itself, or all of them as one chain, as most drivers of 4.4 do (udc_buf_get_all, among them those for STM32). Buffers are few. */
#define usbDriverServe zephyrUsbServe
#define usbDriverStart zephyrUsbStart
#define usbDriverStop zephyrUsbStop
#include "hosts/zephyr/usb.c"
#include "hosts/zephyr/usb-buffers.c"
#include "hosts/zephyr/usb-device.c"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "test/native/check.h"
#include "usb-world.h"

enum { kPool = 8, kQueue = 64, kOut = 0, kIn = 1 };

typedef enum { kRequest, kReset, kSetConfiguration, kSetInterface, kFeature, kSuspend } EventKind;
typedef struct {
	EventKind kind;
	struct net_buf *buffer;
	uint8_t endpoint, value;
} Event;
typedef struct {
	struct net_buf *first;
	uint32_t done;
	bool halted, empty;
} Endpoint;

const struct device gFakeController = { "zephyr_udc0" };
/* Held while an event is served, and the device enabled or disabled. */
static pthread_mutex_t gDeviceLock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t gMutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gChanged = PTHREAD_COND_INITIALIZER;
static Event gQueue[kQueue];
static uint32_t gPut, gTaken;
static bool gServing, gEnabled, gConfigured;
static _Atomic bool gSuspended;
_Atomic uint32_t gFakeUsbSuspendedTries;
static pthread_t gThread;
static Endpoint gEndpoints[2];
static _Atomic uint32_t gRefusals, gFailures, gBuffers;
/* Of a configuration that has ended; they come back later. */
static struct net_buf *gLate;
static enum usbd_speed gSpeed;
static struct usbd_class_data *gClassData;
static usbd_msg_cb_t gMessage;
/* Whether the controller senses VBUS, and there is some: it starts only then. */
static bool gSenses, gVbus;
void (*gFakeUsbEnables)(void);
static struct usbd_desc_node *gNodes[4];
static uint32_t gNodeCount, gRegistered[2];

/* With the lock held. */
static void put(Event event)
{
	CHECK(gPut - gTaken < kQueue);
	gQueue[gPut++ % kQueue] = event;
	pthread_cond_broadcast(&gChanged);
}

/* One after the other, or as a chain. */
static void dequeue(Endpoint *endpoint)
{
	static uint32_t random = 1;
	const bool chained = nextRandom(&random) & 1;
	struct net_buf *buffer = endpoint->first, *next;
	*endpoint = (Endpoint){ 0 };
	for (; buffer; buffer = chained ? NULL : next) {
		next = buffer->next;
		buffer->error = -ECONNABORTED;
		buffer->next = gLate;
		gLate = buffer;
		for (struct net_buf *last = buffer, *each = next; chained && each; last = each, each = each->next)
			last->frags = each;
	}
}

static void dequeueAll(void)
{
	dequeue(gEndpoints + kOut);
	dequeue(gEndpoints + kIn);
}

static void bringBack(void)
{
	while (gLate) {
		struct net_buf *buffer = gLate;
		gLate = buffer->next;
		put((Event){ .kind = kRequest, .buffer = buffer });
	}
}

/* The stack's thread */

static void setConfiguration(uint8_t value)
{
	bool was, is;
	pthread_mutex_lock(&gMutex);
	was = gConfigured;
	gConfigured = false;
	dequeueAll();
	pthread_mutex_unlock(&gMutex);
	if (was)
		gClassData->api->disable(gClassData);
	pthread_mutex_lock(&gMutex);
	is = gConfigured = value && gEnabled;
	pthread_mutex_unlock(&gMutex);
	if (is)
		gClassData->api->enable(gClassData);
	pthread_mutex_lock(&gMutex);
	if (is)
		bringBack();
	pthread_mutex_unlock(&gMutex);
}

/* Endpoints are disabled and enabled; the class is told when that is done, and gets its buffers back later. */
static void setInterface(void)
{
	bool is;
	pthread_mutex_lock(&gMutex);
	is = gConfigured;
	dequeueAll();
	bringBack();
	pthread_mutex_unlock(&gMutex);
	if (is && gClassData->api->update)
		gClassData->api->update(gClassData, 0, 0);
}

static void suspend(bool on)
{
	pthread_mutex_lock(&gMutex);
	gSuspended = on;
	pthread_mutex_unlock(&gMutex);
	if (!gConfigured)
		return;
	if (on && gClassData->api->suspended)
		gClassData->api->suspended(gClassData);
	if (!on && gClassData->api->resumed)
		gClassData->api->resumed(gClassData);
}

static void serveEvent(const Event *event)
{
	switch (event->kind) {
	case kRequest: gClassData->api->request(gClassData, event->buffer, event->buffer->error); return;
	case kReset:
		gSuspended = false; /* and the class is not told */
		setConfiguration(0);
		return;
	case kSetInterface: setInterface(); return;
	case kSuspend: suspend(event->value); return;
	case kSetConfiguration: setConfiguration(event->value); return;
	case kFeature:
		pthread_mutex_lock(&gMutex);
		gEndpoints[event->endpoint >> 7].halted = event->value;
		pthread_mutex_unlock(&gMutex);
		gClassData->api->feature_halt(gClassData, event->endpoint, event->value);
	}
}

static void *run(void *unused)
{
	for (;;) {
		Event event;
		pthread_mutex_lock(&gMutex);
		gServing = false;
		pthread_cond_broadcast(&gChanged);
		while (gPut == gTaken)
			pthread_cond_wait(&gChanged, &gMutex);
		event = gQueue[gTaken++ % kQueue];
		gServing = true;
		pthread_mutex_unlock(&gMutex);
		pthread_mutex_lock(&gDeviceLock);
		serveEvent(&event);
		pthread_mutex_unlock(&gDeviceLock);
	}
	return NULL;
}

/* What the class calls */

void fakeUsbClass(struct usbd_class_data *data)
{
	gClassData = data;
}

int usbd_add_descriptor(struct usbd_context *context, struct usbd_desc_node *node)
{
	gNodes[gNodeCount] = node;
	node->str.idx = (uint8_t)gNodeCount++;
	return 0;
}

int usbd_add_configuration(struct usbd_context *context, const enum usbd_speed speed, struct usbd_config_node *node)
{
	return 0;
}

int usbd_register_class(struct usbd_context *context, const char *name, const enum usbd_speed speed, uint8_t configuration)
{
	struct usb_desc_header **descriptors = gClassData->api->get_desc(gClassData, speed);
	const struct usb_if_descriptor *interface = (const void *)descriptors[0];
	CHECK(!strcmp(name, gClassData->name) && !gRegistered[speed]++);
	BYTES(interface, interface->bLength, 9, 4, 0, 0, 2, 0x14, 0x00, 0x01, 0);
	for (int index = 1; index <= 2; index++) {
		const struct usb_ep_descriptor *endpoint = (const void *)descriptors[index];
		EQUAL(endpoint->bEndpointAddress, (1 == index) ? 0x01 : 0x81);
		EQUAL(endpoint->wMaxPacketSize, speed ? 512 : 64);
	}
	EQUAL(descriptors[3]->bLength, 0);
	gClassData->uds_ctx = context;
	return 0;
}

int usbd_msg_register_cb(struct usbd_context *const context, const usbd_msg_cb_t callback)
{
	gMessage = callback;
	return 0;
}

int usbd_device_set_vid(struct usbd_context *const context, const uint16_t vendor)
{
	context->vendor = vendor;
	return 0;
}

int usbd_device_set_pid(struct usbd_context *const context, const uint16_t product)
{
	context->product = product;
	return 0;
}

int usbd_device_set_bcd_device(struct usbd_context *const context, const uint16_t release)
{
	return 0;
}

int usbd_device_set_code_triple(struct usbd_context *const context, const enum usbd_speed speed, const uint8_t base, const uint8_t subclass, const uint8_t protocol)
{
	return base | subclass | protocol;
}

int usbd_config_maxpower(struct usbd_context *const context, const enum usbd_speed speed, const uint8_t configuration, const uint8_t power)
{
	EQUAL(power, 50);
	return 0;
}

enum usbd_speed usbd_bus_speed(const struct usbd_context *const context)
{
	return gSpeed;
}

enum usbd_speed usbd_caps_speed(const struct usbd_context *const context)
{
	return USBD_SPEED_HS;
}

bool usbd_can_detect_vbus(struct usbd_context *const context)
{
	return gSenses;
}

int usbd_init(struct usbd_context *context)
{
	EQUAL(gRegistered[0] + gRegistered[1], 2);
	CHECK(!pthread_create(&gThread, NULL, run, NULL));
	return gClassData->api->init(gClassData);
}

int usbd_enable(struct usbd_context *context)
{
	int error = 0;
	if (gFakeUsbEnables)
		gFakeUsbEnables();
	pthread_mutex_lock(&gDeviceLock);
	pthread_mutex_lock(&gMutex);
	if (gEnabled)
		error = -EALREADY;
	else if (gSenses && !gVbus)
		error = -EIO;
	else
		gEnabled = true;
	pthread_mutex_unlock(&gMutex);
	pthread_mutex_unlock(&gDeviceLock);
	return error;
}

/* The class is told; what was queued comes back when this has returned. */
int usbd_disable(struct usbd_context *context)
{
	int error = -EALREADY;
	pthread_mutex_lock(&gDeviceLock);
	if (gEnabled) {
		setConfiguration(0);
		pthread_mutex_lock(&gMutex);
		gEnabled = false;
		bringBack();
		pthread_mutex_unlock(&gMutex);
		error = 0;
	}
	pthread_mutex_unlock(&gDeviceLock);
	return error;
}

bool fakeUsbEnabled(void)
{
	return gEnabled;
}

void fakeUsbVbus(bool on)
{
	const struct usbd_msg message = { on ? USBD_MSG_VBUS_READY : USBD_MSG_VBUS_REMOVED };
	gSenses = true;
	gVbus = on;
	if (gMessage)
		gMessage(usbDevice(), &message);
}

void *net_buf_add_mem(struct net_buf *buffer, const void *bytes, size_t length)
{
	CHECK(buffer->len + length <= buffer->size);
	buffer->len += length;
	return memcpy(buffer->data + buffer->len - length, bytes, length);
}

void udc_ep_buf_set_zlp(struct net_buf *const buffer)
{
	buffer->zlp = true;
}

struct net_buf *usbd_ep_buf_alloc(const struct usbd_class_data *const data, const uint8_t endpoint, const size_t size)
{
	struct net_buf *buffer = (gBuffers < kPool) ? calloc(1, sizeof(*buffer) + size) : NULL;
	if (!buffer)
		return NULL;
	gBuffers++;
	buffer->data = buffer->bytes;
	buffer->size = (uint16_t)size;
	buffer->endpoint = endpoint;
	return buffer;
}

/* With what is behind it. */
int usbd_ep_buf_free(struct usbd_context *context, struct net_buf *buffer)
{
	while (buffer) {
		struct net_buf *next = buffer->frags;
		free(buffer);
		gBuffers--;
		buffer = next;
	}
	return 0;
}

int usbd_ep_enqueue(const struct usbd_class_data *const data, struct net_buf *const buffer)
{
	struct net_buf **last;
	int error = 0;
	if (gRefusals) {
		gRefusals--;
		return -ENODEV;
	}
	if (gSuspended && (buffer->endpoint & 0x80)) {
		gFakeUsbSuspendedTries++;
		return -EPERM;
	}
	pthread_mutex_lock(&gMutex);
	for (last = &gEndpoints[buffer->endpoint >> 7].first; *last; last = &(*last)->next)
		;
	if (gEnabled && gConfigured)
		*last = buffer;
	else
		error = -EPERM;
	pthread_mutex_unlock(&gMutex);
	return error;
}

/* The USB host */

static void settle(void)
{
	fakeWorkSettle();
	pthread_mutex_lock(&gMutex);
	while (gServing || (gPut != gTaken))
		pthread_cond_wait(&gChanged, &gMutex);
	pthread_mutex_unlock(&gMutex);
	fakeWorkSettle();
}

static void requestOf(Event event)
{
	pthread_mutex_lock(&gMutex);
	if (gEnabled)
		put(event);
	pthread_mutex_unlock(&gMutex);
	settle();
}

static void busReset(void)
{
	requestOf((Event){ .kind = kReset });
}

static void configureDevice(uint8_t value)
{
	requestOf((Event){ .kind = kSetConfiguration, .value = value });
}

static void haltEndpoint(uint8_t address, bool on)
{
	requestOf((Event){ .kind = kFeature, .endpoint = address, .value = on });
}

static void interface(void)
{
	requestOf((Event){ .kind = kSetInterface });
}

void fakeUsbSuspend(bool on)
{
	requestOf((Event){ .kind = kSuspend, .value = on });
}

static void over(Endpoint *endpoint)
{
	struct net_buf *buffer = endpoint->first;
	endpoint->first = buffer->next;
	endpoint->done = 0;
	endpoint->empty = false;
	if (gFailures) {
		gFailures--;
		buffer->error = -EIO;
	}
	put((Event){ .kind = kRequest, .buffer = buffer });
}

static uint32_t packetSize(void)
{
	return (USBD_SPEED_HS == gSpeed) ? 512 : 64;
}

static int out(const uint8_t *bytes, uint32_t length)
{
	Endpoint *endpoint = gEndpoints + kOut;
	int answer = kFakeNak;
	pthread_mutex_lock(&gMutex);
	if (endpoint->halted)
		answer = kFakeStall;
	else if (endpoint->first) {
		net_buf_add_mem(endpoint->first, bytes, length);
		if ((length < packetSize()) || (endpoint->first->len == endpoint->first->size))
			over(endpoint);
		answer = kFakeAck;
	}
	pthread_mutex_unlock(&gMutex);
	return answer;
}

static int in(uint8_t *bytes)
{
	Endpoint *endpoint = gEndpoints + kIn;
	int answer = kFakeNak;
	pthread_mutex_lock(&gMutex);
	if (endpoint->halted)
		answer = kFakeStall;
	else if (endpoint->first) {
		struct net_buf *buffer = endpoint->first;
		const uint32_t left = buffer->len - endpoint->done, count = (left < packetSize()) ? left : packetSize();
		memcpy(bytes, buffer->data + endpoint->done, count);
		endpoint->done += count;
		answer = (int)count;
		if (endpoint->done == buffer->len) {
			if (!buffer->zlp || endpoint->empty)
				over(endpoint);
			else
				endpoint->empty = true;
		}
	}
	pthread_mutex_unlock(&gMutex);
	return answer;
}

static void refuse(uint32_t times)
{
	gRefusals = times;
}

static void fail(uint32_t times)
{
	gFailures = times;
}

static uint32_t held(void)
{
	return gBuffers;
}

/* The stack makes UTF-16 of ASCII, and asserts that it is that. */
static const char *string(uint32_t number)
{
	static char text[128];
	const struct usbd_desc_node *node = gNodes[number];
	const int count = (node->bLength - 2) / 2;
	CHECK(node->str.ascii7);
	for (int at = 0; at < count; at++) {
		text[at] = ((const char *)node->ptr)[at];
		CHECK((text[at] >= ' ') && (text[at] <= '~'));
	}
	text[count] = 0;
	return text;
}

static bool startFull(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	gSpeed = USBD_SPEED_FS;
	return usbDriverStart(pipes, descriptors, size);
}

static bool startHigh(UsbPipes *pipes, const uint8_t *descriptors, uint32_t size)
{
	gSpeed = USBD_SPEED_HS;
	return usbDriverStart(pipes, descriptors, size);
}

#define WORLD(NAME, SIZE, START) \
	{ \
		.name = NAME, .packetSize = SIZE, .start = START, .stop = usbDriverStop, .serve = usbDriverServe, .reset = busReset, .configure = configureDevice, .halt = haltEndpoint, .interface = interface, .out = out, .in = in, \
		.refuse = refuse, .fail = fail, .retries = true, .settle = settle, .held = held, .string = string \
	}

const UsbWorld gZephyrFull = WORLD("Zephyr, full speed", 64, startFull), gZephyrHigh = WORLD("Zephyr, high speed", 512, startHigh);
