/* SPDX-License-Identifier: Apache-2.0 */
#include "xsmc.h"
#include "mc.xs.h"
#include "xsHost.h"

#include "../native/i2c-board.h"
#include "../native/post.h"

enum { kAddresses = 128 };

typedef struct {
	I2c *i2c;
	Post post;
	/* Frames were there when the end of a transfer was told: they are next. */
	bool owed;
	xsSlot object, onReadable, onWritable;
} I2CTargetRecord, *I2CTarget;

/* The hardware goes first: after that nobody posts. */
void xs_i2c_target_destructor(void *data)
{
	I2CTarget target = data;
	if (!target)
		return;
	i2cClose(target->i2c);
	postRemove(&target->post);
	c_free(target);
}

static void mark(xsMachine *the, void *data, xsMarkRoot markRoot)
{
	I2CTarget target = data;
	(*markRoot)(the, &target->onReadable);
	(*markRoot)(the, &target->onWritable);
}

static const xsHostHooks gHooks = { xs_i2c_target_destructor, mark, NULL };

static I2CTarget targetOf(xsMachine *the)
{
	return xsmcGetHostDataValidate(xsThis, (void *)&gHooks);
}

static void notify(void *context)
{
	postSend(&((I2CTarget)context)->post);
}

/* One callback for a message: whatever it throws, or closes, nothing of the record is looked at afterwards. */
static void deliver(void *machine, void *context)
{
	xsMachine *the = machine;
	I2CTarget target = context;
	I2cOutcome outcome;
	uint32_t count;
	xsSlot object = target->object, function;
	const bool owed = target->owed;
	target->owed = false;
	if (!owed && i2cEnded(target->i2c, &outcome, &count)) {
		target->owed = i2cNext(target->i2c) > 0;
		if (target->owed)
			postSend(&target->post);
		function = target->onWritable;
		if (xsmcTest(function))
			xsCallFunction2(xsAccess(function), xsAccess(object), xsInteger(outcome), xsInteger((xsIntegerValue)count));
		return;
	}
	if (i2cIsOver(target->i2c))
		postSend(&target->post);
	count = i2cNext(target->i2c);
	function = target->onReadable;
	if (count && xsmcTest(function))
		xsCallFunction1(xsAccess(function), xsAccess(object), xsInteger((xsIntegerValue)count));
}

/* -1: it is not there. */
static xsIntegerValue option(xsMachine *the, xsIdentifier name)
{
	if (!xsmcHas(xsArg(0), name))
		return -1;
	xsmcGet(xsVar(0), xsArg(0), name);
	return (xsUndefinedType == xsmcTypeOf(xsVar(0))) ? -1 : xsmcToInteger(xsVar(0));
}

static bool flag(xsMachine *the, xsIdentifier name)
{
	xsmcGet(xsVar(0), xsArg(0), name);
	return xsmcTest(xsVar(0));
}

static void deviceOption(xsMachine *the, char *name)
{
	name[0] = 0;
	if (!xsmcHas(xsArg(0), xsID_device))
		return;
	xsmcGet(xsVar(0), xsArg(0), xsID_device);
	if (xsUndefinedType != xsmcTypeOf(xsVar(0)))
		xsmcToStringBuffer(xsVar(0), name, kI2cDeviceName);
}

static xsSlot callback(xsMachine *the, xsIdentifier name)
{
	xsmcGet(xsVar(0), xsArg(0), name);
	if (xsmcTest(xsVar(0)) && !xsmcIsCallable(xsVar(0)))
		xsTypeError("a callback has to be a function");
	return xsVar(0);
}

static uint8_t address(xsMachine *the, xsIntegerValue address)
{
	if ((address < 0) || (address >= kAddresses))
		xsRangeError("an address has 7 bits");
	return (uint8_t)address;
}

void xs_i2c_target_constructor(xsMachine *the)
{
	I2CTarget target;
	I2cOptions options;
	uint8_t own;
	const char *reason;
	xsmcVars(3);
	deviceOption(the, options.device);
	options.data = option(the, xsID_data);
	options.clock = option(the, xsID_clock);
	options.controllerData = option(the, xsID_controllerData);
	options.controllerClock = option(the, xsID_controllerClock);
	options.hz = option(the, xsID_hz);
	options.switched = flag(the, xsID_switched);
	own = address(the, xsmcHas(xsArg(0), xsID_address) ? option(the, xsID_address) : 0);
	xsVar(1) = callback(the, xsID_onReadable);
	xsVar(2) = callback(the, xsID_onWritable);
	if (!i2cBoardCan(&options, &reason))
		xsRangeError("%s", reason);
	target = c_calloc(1, sizeof(I2CTargetRecord));
	if (!target)
		xsUnknownError("no memory");
	target->object = xsThis;
	target->onReadable = xsVar(1);
	target->onWritable = xsVar(2);
	target->post.deliver = deliver;
	target->post.context = target;
	postAdd(&target->post, the);
	target->i2c = i2cBoardOpen(&options, notify, target);
	if (!target->i2c) {
		postRemove(&target->post);
		c_free(target);
		xsUnknownError("the I2C bus does not start");
	}
	xsmcSetHostData(xsThis, target);
	xsSetHostHooks(xsThis, &gHooks);
	xsRemember(target->object);
	i2cListen(target->i2c, own);
}

void xs_i2c_target_close(xsMachine *the)
{
	I2CTarget target = xsmcGetHostData(xsThis);
	if (!target)
		return;
	target = targetOf(the);
	xsForget(target->object);
	xs_i2c_target_destructor(target);
	xsmcSetHostData(xsThis, NULL);
	xsmcSetHostDestructor(xsThis, NULL);
}

void xs_i2c_target_listen(xsMachine *the)
{
	const uint8_t own = address(the, xsmcToInteger(xsArg(0)));
	i2cListen(targetOf(the)->i2c, own);
}

/* `length` bytes at an offset of the memory in argument 0. The address is good until XS allocates. */
static uint8_t *range(xsMachine *the, xsIntegerValue offset, xsIntegerValue length)
{
	void *bytes;
	xsUnsignedValue size;
	xsmcGetBufferWritable(xsArg(0), &bytes, &size);
	if ((offset < 0) || (length < 0) || ((xsUnsignedValue)offset > size) || ((xsUnsignedValue)length > size - (xsUnsignedValue)offset))
		xsRangeError("range outside memory");
	return (uint8_t *)bytes + offset;
}

static xsIntegerValue longest(xsMachine *the, xsIntegerValue length)
{
	if ((length < 0) || (length > kI2cLongest))
		xsRangeError("at most 259 bytes");
	return length;
}

void xs_i2c_target_read(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1));
	I2CTarget target = targetOf(the);
	const uint32_t length = i2cTake(target->i2c, range(the, offset, kI2cLongest));
	if (length)
		xsmcSetInteger(xsResult, (xsIntegerValue)length);
}

void xs_i2c_target_reading(xsMachine *the)
{
	xsmcSetBoolean(xsResult, i2cReading(targetOf(the)->i2c));
}

void xs_i2c_target_answer(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), length = longest(the, xsmcToInteger(xsArg(2)));
	I2CTarget target = targetOf(the);
	i2cAnswer(target->i2c, range(the, offset, length), (uint32_t)length);
}

void xs_i2c_target_write(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), length = longest(the, xsmcToInteger(xsArg(2)));
	const uint8_t peer = address(the, xsmcToInteger(xsArg(3)));
	const xsIntegerValue count = longest(the, xsmcToInteger(xsArg(4)));
	I2CTarget target = targetOf(the);
	if (!length && !count)
		xsRangeError("a transfer of nothing");
	if (!i2cTransfer(target->i2c, peer, range(the, offset, length), (uint32_t)length, (uint32_t)count))
		xsUnknownError("a transfer is under way");
}

void xs_i2c_target_result(xsMachine *the)
{
	const xsIntegerValue offset = xsmcToInteger(xsArg(1)), count = longest(the, xsmcToInteger(xsArg(2)));
	I2CTarget target = targetOf(the);
	c_memcpy(range(the, offset, count), i2cBytes(target->i2c), count);
}
