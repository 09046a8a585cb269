/* SPDX-License-Identifier: Apache-2.0 */
/* The class UsbFunction over the board's driver. All memory is fixed, because there is one USB device: nothing that is under way can outlive what it points to. */
#include <stdbool.h>
#include <string.h>
#include "xsmc.h"
#include "mc.xs.h"
#include "xsHost.h"

#include "../native/post.h"
#include "../native/usb-control.h"
#include "../native/usb-driver.h"

/* Device, configuration, languages, and three strings of the longest kind. */
enum { kDescriptorsSize = 18 + 32 + 4 + 3 * 254 };

typedef struct {
	/* The callbacks: functions, or something false. As values, because functions of C need not have an instance. */
	xsSlot object, onReadable, onWritable, onLink;
	bool open;
	Post post;
	/* The session that scripts know of, and whether they have been told that there is no room. */
	uint32_t session;
	bool full;
	uint8_t descriptors[kDescriptorsSize];
	UsbPipes pipes;
} UsbFunctionRecord, *UsbFunction;

static UsbFunctionRecord gFunction;

/* The hardware goes first: after that nobody posts. */
static void stop(UsbFunction function)
{
	usbDriverStop();
	postRemove(&function->post);
	function->open = false;
}

/* The collector calls it at the end of the machine: until it is closed, an instance is remembered. */
void xs_usbfunction_destructor(void *data)
{
	if (data && ((UsbFunction)data)->open)
		stop(data);
}

static void mark(xsMachine *the, void *data, xsMarkRoot markRoot)
{
	UsbFunction function = data;
	(*markRoot)(the, &function->onReadable);
	(*markRoot)(the, &function->onWritable);
	(*markRoot)(the, &function->onLink);
}

static const xsHostHooks gHooks = { xs_usbfunction_destructor, mark, NULL };

static UsbFunction validate(xsMachine *the)
{
	return xsmcGetHostDataValidate(xsThis, (void *)&gHooks);
}

/* The end of a session is told before the next one begins, and what it has left in the ring, where the USB host may be waiting for room, is gone. Returns whether there was
 * something to tell. */
static bool deliverLink(xsMachine *the, UsbFunction function)
{
	const uint32_t session = usbPipesSession(&function->pipes);
	const bool was = usbSessionUp(function->session);
	if (session == function->session)
		return false;
	function->session = (was && xsmcTest(function->onLink)) ? function->session + 1 : session;
	usbPipesNext(&function->pipes, function->session);
	usbDriverServe();
	if (!xsmcTest(function->onLink) || (!was && !usbSessionUp(session)))
		return false;
	if ((session != function->session) || function->full || usbPipesReadable(&function->pipes))
		postSend(&function->post);
	xsCallFunction1(xsAccess(function->onLink), function->object, was ? xsFalse : xsTrue);
	return true;
}

/* One callback for a message, and another message where there is more to tell: whatever it throws, closes or opens, nothing of the record is looked at afterwards. */
static void deliver(void *machine, void *context)
{
	xsMachine *the = machine;
	UsbFunction function = context;
	uint32_t count;
	if (deliverLink(the, function))
		return;
	count = usbPipesReadable(&function->pipes);
	if (function->full && usbPipesWritable(&function->pipes)) {
		function->full = false;
		if (xsmcTest(function->onWritable)) {
			if (count)
				postSend(&function->post);
			xsCallFunction1(xsAccess(function->onWritable), function->object, xsInteger(kUsbLongestPacket));
			return;
		}
	}
	if (count && xsmcTest(function->onReadable))
		xsCallFunction1(xsAccess(function->onReadable), function->object, xsInteger((xsIntegerValue)count));
}

static void notify(void *context)
{
	postSend(&((UsbFunction)context)->post);
}

static void callback(xsMachine *the, xsSlot *value, xsIdentifier name)
{
	xsmcGet(*value, xsArg(0), name);
	if (xsmcTest(*value) && !xsmcIsCallable(*value))
		xsTypeError("a callback has to be a function");
}

void xs_usbfunction_constructor(xsMachine *the)
{
	UsbFunction function = &gFunction;
	void *bytes;
	xsUnsignedValue size;
	xsmcVars(4);
	callback(the, &xsVar(1), xsID_onReadable);
	callback(the, &xsVar(2), xsID_onWritable);
	callback(the, &xsVar(3), xsID_onLink);
	xsmcGet(xsVar(0), xsArg(0), xsID_descriptors);
	if (function->open)
		xsUnknownError("the USB device is in use");
	xsmcGetBufferReadable(xsVar(0), &bytes, &size);
	if (size > sizeof(function->descriptors))
		xsRangeError("descriptors of %d bytes, at most %d fit", (int)size, (int)sizeof(function->descriptors));
	if (!usbDescriptorsGood(bytes, size))
		xsRangeError("descriptors that are not those of an MCTP device of full speed");
	memcpy(function->descriptors, bytes, size);
	usbPipesStart(&function->pipes, kUsbBulkPacketSize, notify, function);
	function->session = 0;
	function->full = false;
	function->object = xsThis;
	function->onReadable = xsVar(1);
	function->onWritable = xsVar(2);
	function->onLink = xsVar(3);
	function->open = true;
	function->post.deliver = deliver;
	function->post.context = function;
	postAdd(&function->post, the);
	if (!usbDriverStart(&function->pipes, function->descriptors, size)) {
		stop(function);
		xsUnknownError("the USB device does not start");
	}
	xsmcSetHostData(xsThis, function);
	xsSetHostHooks(xsThis, &gHooks);
	xsRemember(function->object);
}

void xs_usbfunction_close(xsMachine *the)
{
	UsbFunction function = xsmcGetHostData(xsThis);
	if (!function)
		return;
	function = validate(the);
	xsForget(function->object);
	stop(function);
	xsmcSetHostData(xsThis, NULL);
	xsmcSetHostDestructor(xsThis, NULL);
}

/* The bytes that arguments 0 to 2 name: memory, offset, length; what is only read may be in flash. The address is good until XS allocates. */
static uint8_t *range(xsMachine *the, bool writable, xsUnsignedValue *length)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), wanted = xsmcToInteger(xsArg(2));
	void *bytes;
	xsUnsignedValue size;
	if (writable)
		xsmcGetBufferWritable(xsArg(0), &bytes, &size);
	else
		xsmcGetBufferReadable(xsArg(0), &bytes, &size);
	if ((offset < 0) || (wanted < 0) || ((xsUnsignedValue)offset > size) || ((xsUnsignedValue)wanted > size - (xsUnsignedValue)offset))
		xsRangeError("range outside memory");
	*length = (xsUnsignedValue)wanted;
	return (uint8_t *)bytes + offset;
}

void xs_usbfunction_read(xsMachine *the)
{
	UsbFunction function = validate(the);
	xsUnsignedValue most;
	uint8_t *to = range(the, true, &most);
	const uint32_t length = usbPipesNext(&function->pipes, function->session);
	if (!length)
		return;
	if (length > most)
		xsRangeError("a packet of %d bytes does not fit", (int)length);
	usbPipesRead(&function->pipes, function->session, to, most);
	usbDriverServe();
	xsmcSetInteger(xsResult, (xsIntegerValue)length);
}

void xs_usbfunction_write(xsMachine *the)
{
	UsbFunction function = validate(the);
	xsUnsignedValue length;
	const uint8_t *from = range(the, false, &length);
	if ((length < kMctpHeaderSize) || (length > kUsbLongestPacket))
		xsRangeError("a packet of %d bytes", (int)length);
	if (!usbPipesWrite(&function->pipes, function->session, from, length))
		xsUnknownError("output full");
	usbDriverServe();
}

void xs_usbfunction_room(xsMachine *the)
{
	UsbFunction function = validate(the);
	function->full = !usbPipesWritable(&function->pipes);
	xsmcSetInteger(xsResult, function->full ? 0 : kUsbLongestPacket);
}

void xs_usbfunction_counter(xsMachine *the)
{
	UsbFunction function = validate(the);
	const xsIntegerValue index = xsmcToInteger(xsArg(0));
	if ((index < 0) || (index >= kUsbCounters))
		xsRangeError("there is no such counter");
	xsmcSetInteger(xsResult, (xsIntegerValue)(function->pipes.unpacker.counters[index] & INT32_MAX));
}
