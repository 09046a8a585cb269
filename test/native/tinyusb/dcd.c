/* SPDX-License-Identifier: Apache-2.0 */
#include "dcd.h"

#include <device/dcd.h>
#include <pthread.h>
#include <string.h>

#include "test/native/check.h"

enum { kEndpoints = 2, kHeldMost = 16 };

typedef struct {
	/* 0: closed. */
	uint16_t packetSize;
	bool armed, stalled, toggle;
	uint8_t *bytes;
	uint16_t length, done;
} Endpoint;

/* Of the controller; and while an interrupt is served. */
static pthread_mutex_t gMutex = PTHREAD_MUTEX_INITIALIZER, gServing = PTHREAD_MUTEX_INITIALIZER;
static Endpoint gEndpoints[kEndpoints][2];
static bool gConnected, gEnabled, gHolding;
static uint8_t gAddress, gNextAddress;
static uint32_t gRefusals, gFailures;
static dcd_event_t gHeld[kHeldMost];
static uint32_t gHeldCount;

static Endpoint *endpointOf(uint8_t address)
{
	CHECK((address & 0x0F) < kEndpoints);
	return &gEndpoints[address & 0x0F][address >> 7];
}

/* Interrupts */

static void interrupt(dcd_event_t event)
{
	pthread_mutex_lock(&gServing);
	if (gHolding) {
		CHECK(gHeldCount < kHeldMost);
		gHeld[gHeldCount++] = event;
	} else if (gEnabled)
		dcd_event_handler(&event, true);
	pthread_mutex_unlock(&gServing);
}

void wireHoldInterrupts(bool on)
{
	pthread_mutex_lock(&gServing);
	gHolding = on;
	for (uint32_t index = 0; !on && (index < gHeldCount); index++)
		if (gEnabled)
			dcd_event_handler(gHeld + index, true);
	if (!on)
		gHeldCount = 0;
	pthread_mutex_unlock(&gServing);
}

static void signalled(dcd_eventid_t what)
{
	interrupt((dcd_event_t){ .event_id = (uint8_t)what });
}

static void completed(uint8_t address, uint32_t length)
{
	xfer_result_t result = XFER_RESULT_SUCCESS;
	if ((address & 0x0F) && gFailures) {
		gFailures--;
		result = XFER_RESULT_FAILED;
	}
	interrupt((dcd_event_t){ .event_id = DCD_EVENT_XFER_COMPLETE, .xfer_complete = { .ep_addr = address, .result = (uint8_t)result, .len = length } });
}

void dcd_int_enable(uint8_t port)
{
	pthread_mutex_lock(&gServing);
	gEnabled = true;
	pthread_mutex_unlock(&gServing);
}

void dcd_int_disable(uint8_t port)
{
	pthread_mutex_lock(&gServing);
	gEnabled = false;
	pthread_mutex_unlock(&gServing);
}

void dcd_int_handler(uint8_t port)
{
}

/* What the stack calls */

static void closeFrom(uint32_t first)
{
	for (uint32_t number = first; number < kEndpoints; number++)
		memset(gEndpoints[number], 0, sizeof(gEndpoints[number]));
}

bool dcd_init(uint8_t port, const tusb_rhport_init_t *init)
{
	EQUAL(init->speed, TUSB_SPEED_FULL);
	pthread_mutex_lock(&gMutex);
	closeFrom(0);
	gAddress = gNextAddress = 0;
	gConnected = true;
	pthread_mutex_unlock(&gMutex);
	return true;
}

void dcd_connect(uint8_t port)
{
	pthread_mutex_lock(&gMutex);
	gConnected = true;
	pthread_mutex_unlock(&gMutex);
}

void dcd_disconnect(uint8_t port)
{
	pthread_mutex_lock(&gMutex);
	gConnected = false;
	pthread_mutex_unlock(&gMutex);
}

bool dcd_deinit(uint8_t port)
{
	pthread_mutex_lock(&gMutex);
	gConnected = false;
	closeFrom(0);
	pthread_mutex_unlock(&gMutex);
	return true;
}

static bool transfer(uint8_t address, uint8_t *bytes, uint16_t length)
{
	Endpoint *endpoint = endpointOf(address);
	bool taken;
	pthread_mutex_lock(&gMutex);
	taken = endpoint->packetSize > 0;
	if ((address & 0x0F) && gRefusals) {
		gRefusals--;
		taken = false;
	}
	if (taken) {
		CHECK(!endpoint->armed || !(address & 0x0F));
		CHECK(!endpoint->stalled || !(address & 0x0F));
		endpoint->armed = true;
		endpoint->bytes = bytes;
		endpoint->length = length;
		endpoint->done = 0;
	}
	pthread_mutex_unlock(&gMutex);
	return taken;
}

#if (TUSB_VERSION_MAJOR == 0) && (TUSB_VERSION_MINOR < 21)
bool dcd_edpt_xfer(uint8_t port, uint8_t address, uint8_t *bytes, uint16_t length)
{
#else
bool dcd_edpt_xfer(uint8_t port, uint8_t address, uint8_t *bytes, uint16_t length, bool isInterrupt)
{
	CHECK(!isInterrupt);
#endif
	return transfer(address, bytes, length);
}

/* The status is the driver's; the address counts from its end on. */
void dcd_set_address(uint8_t port, uint8_t address)
{
	gNextAddress = address;
	transfer(0x80, NULL, 0);
}

bool dcd_edpt_open(uint8_t port, const tusb_desc_endpoint_t *descriptor)
{
	Endpoint *endpoint = endpointOf(descriptor->bEndpointAddress);
	CHECK((0x01 == descriptor->bEndpointAddress) || (0x81 == descriptor->bEndpointAddress));
	EQUAL(descriptor->wMaxPacketSize, kWirePacketSize);
	pthread_mutex_lock(&gMutex);
	*endpoint = (Endpoint){ .packetSize = descriptor->wMaxPacketSize };
	pthread_mutex_unlock(&gMutex);
	return true;
}

void dcd_edpt_close_all(uint8_t port)
{
	pthread_mutex_lock(&gMutex);
	closeFrom(1);
	pthread_mutex_unlock(&gMutex);
}

/* Nobody is told of the transfer that this ends. */
void dcd_edpt_stall(uint8_t port, uint8_t address)
{
	Endpoint *endpoint = endpointOf(address);
	pthread_mutex_lock(&gMutex);
	endpoint->stalled = true;
	endpoint->armed = false;
	pthread_mutex_unlock(&gMutex);
}

/* A transfer under way goes on. */
void dcd_edpt_clear_stall(uint8_t port, uint8_t address)
{
	Endpoint *endpoint = endpointOf(address);
	pthread_mutex_lock(&gMutex);
	endpoint->stalled = endpoint->toggle = false;
	pthread_mutex_unlock(&gMutex);
}

void dcd_sof_enable(uint8_t port, bool on)
{
}

void dcd_remote_wakeup(uint8_t port)
{
	FAIL("the device does not wake its host");
}

bool dcd_edpt_iso_alloc(uint8_t port, uint8_t address, uint16_t size)
{
	return false;
}

bool dcd_edpt_iso_activate(uint8_t port, const tusb_desc_endpoint_t *descriptor)
{
	return false;
}

void dcd_edpt_close(uint8_t port, uint8_t address)
{
	FAIL("endpoints are closed all at once");
}

/* The wire */

bool wireConnected(void)
{
	bool connected;
	pthread_mutex_lock(&gMutex);
	connected = gConnected;
	pthread_mutex_unlock(&gMutex);
	return connected;
}

void wireReset(void)
{
	pthread_mutex_lock(&gMutex);
	closeFrom(0);
	gEndpoints[0][0].packetSize = gEndpoints[0][1].packetSize = kWirePacketSize;
	gAddress = gNextAddress = 0;
	pthread_mutex_unlock(&gMutex);
	interrupt((dcd_event_t){ .event_id = DCD_EVENT_BUS_RESET, .bus_reset = { TUSB_SPEED_FULL } });
}

void wireSuspend(void)
{
	signalled(DCD_EVENT_SUSPEND);
}

void wireResume(void)
{
	signalled(DCD_EVENT_RESUME);
}

void wireUnplug(void)
{
	signalled(DCD_EVENT_UNPLUGGED);
}

static bool hears(uint8_t address, const Endpoint *endpoint)
{
	return gConnected && (address == gAddress) && endpoint->packetSize;
}

WireAnswer wireSetup(uint8_t address, const uint8_t *request)
{
	dcd_event_t event = { .event_id = DCD_EVENT_SETUP_RECEIVED };
	bool heard;
	memcpy(&event.setup_received, request, sizeof(event.setup_received));
	pthread_mutex_lock(&gMutex);
	heard = hears(address, &gEndpoints[0][0]);
	for (int in = 0; heard && (in < 2); in++) {
		gEndpoints[0][in].armed = gEndpoints[0][in].stalled = false;
		gEndpoints[0][in].toggle = true;
	}
	pthread_mutex_unlock(&gMutex);
	if (!heard)
		return kWireSilence;
	interrupt(event);
	return kWireAck;
}

WireAnswer wireOut(uint8_t address, uint8_t number, bool toggle, const uint8_t *bytes, uint32_t length)
{
	Endpoint *endpoint = endpointOf(number);
	WireAnswer answer = kWireNak;
	bool over = false;
	uint32_t done = 0;
	pthread_mutex_lock(&gMutex);
	if (!hears(address, endpoint))
		answer = kWireSilence;
	else if (endpoint->stalled)
		answer = kWireStall;
	else if (endpoint->armed && (toggle != endpoint->toggle))
		answer = kWireAck;
	else if (endpoint->armed) {
		CHECK(endpoint->done + length <= endpoint->length);
		if (length)
			memcpy(endpoint->bytes + endpoint->done, bytes, length);
		done = endpoint->done = (uint16_t)(endpoint->done + length);
		endpoint->toggle = !endpoint->toggle;
		over = (length < endpoint->packetSize) || (done == endpoint->length);
		endpoint->armed = !over;
		answer = kWireAck;
	}
	pthread_mutex_unlock(&gMutex);
	if (over)
		completed(number, done);
	return answer;
}

WireAnswer wireIn(uint8_t address, uint8_t number, bool *toggle, uint8_t *bytes, uint32_t *length)
{
	Endpoint *endpoint = endpointOf(number | 0x80);
	WireAnswer answer = kWireNak;
	bool over = false;
	uint32_t done = 0;
	pthread_mutex_lock(&gMutex);
	if (!hears(address, endpoint))
		answer = kWireSilence;
	else if (endpoint->stalled)
		answer = kWireStall;
	else if (endpoint->armed) {
		const uint32_t left = endpoint->length - endpoint->done;
		*length = (left < endpoint->packetSize) ? left : endpoint->packetSize;
		*toggle = endpoint->toggle;
		if (*length)
			memcpy(bytes, endpoint->bytes + endpoint->done, *length);
		done = endpoint->done = (uint16_t)(endpoint->done + *length);
		endpoint->toggle = !endpoint->toggle;
		over = done == endpoint->length;
		endpoint->armed = !over;
		if (!number && !*length)
			gAddress = gNextAddress;
		answer = kWireAck;
	}
	pthread_mutex_unlock(&gMutex);
	if (over)
		completed(number | 0x80, done);
	return answer;
}

void wireRefuse(uint32_t times)
{
	pthread_mutex_lock(&gMutex);
	gRefusals = times;
	pthread_mutex_unlock(&gMutex);
}

void wireFail(uint32_t times)
{
	gFailures = times;
}

uint32_t wireHeld(void)
{
	uint32_t held;
	pthread_mutex_lock(&gMutex);
	held = gEndpoints[1][0].armed + gEndpoints[1][1].armed;
	pthread_mutex_unlock(&gMutex);
	return held;
}
