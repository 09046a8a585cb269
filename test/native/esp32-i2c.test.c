/* SPDX-License-Identifier: Apache-2.0 */
/* The host of ESP32 on a fake of the calls that it uses. Its functions have the names that all drivers have, so here they get others. */
#define i2cAnswer espAnswer
#define i2cClose espClose
#define i2cListen espListen
#define i2cOpen espOpen
#define i2cTake espTake
#define i2cTransfer espTransfer
#include "hosts/esp32/i2c.c"
#include "hosts/esp32/i2c-lines.c"
#define i2cBoardCan espCan
#define i2cBoardOpen espBoardOpen
#define gI2c gBoardI2c
#define gRing gBoardRing
#include "hosts/esp32/i2c-board.c"
#undef gI2c
#undef gRing

#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static uint8_t gRing[1024], gOut[kI2cLongest];
static I2c gI2c = { .head = I2C_HEAD(gRing) };
static _Atomic uint32_t gNotified;

static void notify(void *context)
{
	gNotified++;
}

/* Two controllers, and one that is switched. */
static const I2cPins gWirings[] = { { 0, 4, 5, 1, 6, 7, 100 * 1000 }, { 0, 4, 5, 0, 4, 5, 100 * 1000 } };
enum { kTwo, kSwitched, kWirings };

static void settle(void)
{
	fakeTaskSettle(gI2c.task);
}

static void start(int wiring)
{
	CHECK(i2cOpen(&gI2c, gWirings + wiring, notify, NULL));
	i2cListen(&gI2c, 0x1D);
	settle();
}

static I2cOutcome ended(uint32_t *count)
{
	I2cOutcome outcome;
	while (!i2cEnded(&gI2c, &outcome, count))
		sched_yield();
	settle();
	return outcome;
}

#define WRITE(ADDRESS, ...) fakeSlaveWrite(ADDRESS, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))
#define TRANSFER(ADDRESS, COUNT, ...) i2cTransfer(&gI2c, ADDRESS, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), COUNT)
#define BOTH(WIRING) for (int WIRING = 0; WIRING < kWirings; WIRING++)

/* It takes a frame, and nothing is left over of what was done before. */
static void listens(void)
{
	CHECK(WRITE(0x1D, 0x0F, 1));
	EQUAL(i2cTake(&gI2c, gOut), 3);
	BYTES(gOut, 3, 0x3A, 0x0F, 1);
	EQUAL(gFakeI2c.devices, 0);
}

TEST("a frame gets back the address byte that the driver keeps to itself")
{
	BOTH(wiring) {
		gNotified = 0;
		start(wiring);
		CHECK(!WRITE(0x1E, 0x0F, 1));
		EQUAL(gNotified, 0);
		listens();
		EQUAL(gNotified, 1);
		i2cClose(&gI2c);
	}
}

TEST("a full ring loses frames, which the hardware has acknowledged, and counts them")
{
	uint8_t longest[kI2cLongest - 1] = { 0 };
	start(kTwo);
	for (int frame = 0; frame < 5; frame++)
		CHECK(fakeSlaveWrite(0x1D, longest, sizeof(longest)));
	EQUAL(i2cLost(&gI2c), 2);
	for (int frame = 0; frame < 3; frame++)
		EQUAL(i2cTake(&gI2c, gOut), kI2cLongest);
	EQUAL(i2cTake(&gI2c, gOut), 0);
	i2cClose(&gI2c);
}

TEST("transfers: write, write and read, read, an address alone, nobody there; behind each the target listens")
{
	uint32_t count;
	BOTH(wiring) {
		start(wiring);
		CHECK(TRANSFER(0x10, 0, 0x20, 1, 2));
		EQUAL(ended(&count), kI2cDone);
		BYTES(gFakeSent, gFakeSentLength, 1, 2);
		listens();
		CHECK(TRANSFER(0x10, 2, 0x20, 3));
		EQUAL(ended(&count), kI2cDone);
		EQUAL(count, 2);
		BYTES(i2cBytes(&gI2c), 2, 0xA5, 0xA5);
		listens();
		CHECK(i2cTransfer(&gI2c, 0x10, gOut, 0, 1));
		EQUAL(ended(&count), kI2cDone);
		listens();
		CHECK(TRANSFER(0x10, 0, 0x20));
		EQUAL(ended(&count), kI2cDone);
		listens();
		CHECK(TRANSFER(0x44, 0, 0x88, 1));
		EQUAL(ended(&count), kI2cNoAddress);
		listens();
		CHECK(TRANSFER(0x44, 0, 0x88));
		EQUAL(ended(&count), kI2cNoAddress);
		listens();
		EQUAL(gFakeI2c.cleared + gFakeI2c.resets + i2cCounts(&gI2c)->overruns + i2cCounts(&gI2c)->resets, 0);
		i2cClose(&gI2c);
	}
}

TEST("a bus that is held is a time-out, and is reset: once is enough, or not")
{
	uint32_t count;
	BOTH(wiring)
		for (int stays = 0; stays < 2; stays++) {
			start(wiring);
			gFakeI2c.resets = 0;
			gFakeI2c.held = true;
			gFakeI2c.stays = stays;
			for (int turn = 0; turn <= stays; turn++) {
				CHECK(TRANSFER(0x10, 0, 0x20, 1));
				EQUAL(ended(&count), kI2cTimeout);
				EQUAL(gFakeI2c.resets, turn + 1);
				EQUAL(i2cCounts(&gI2c)->recoveries, turn + 1);
			}
			gFakeI2c.held = false;
			listens();
			CHECK(TRANSFER(0x10, 0, 0x20, 1));
			EQUAL(ended(&count), kI2cDone);
			i2cClose(&gI2c);
		}
}

/* So many ticks pass, behind each of which somebody looks. */
static void pass(int ticks)
{
	const uint32_t last = gFakeTicks + (uint32_t)ticks;
	gFakeTicksLeft = ticks;
	while (gFakeTicks < last)
		sched_yield();
}

TEST("lines that are held for less than 25 ms, twice, are waited for")
{
	uint32_t count;
	BOTH(wiring) {
		start(wiring);
		gFakeI2c.held = true;
		gFakeTicksLeft = 0;
		gFakeTicks = 0;
		CHECK(TRANSFER(0x10, 0, 0x20, 1));
		while (!gFakeTicks)
			sched_yield();
		pass(20);
		gFakeI2c.held = false;
		CHECK(fakeSlaveBegin(0x10));
		pass(1);
		CHECK(fakeSlaveEnd(gOut, 1));
		gFakeI2c.held = true;
		pass(20);
		gFakeI2c.held = false;
		gFakeTicksLeft = -1;
		EQUAL(ended(&count), kI2cDone);
		EQUAL(i2cCounts(&gI2c)->recoveries, 0);
		EQUAL(gFakeI2c.cleared, 0);
		i2cClose(&gI2c);
	}
}

TEST("a transfer waits for the frame that is being received, or sent to others, and is lost where that takes too long")
{
	static const uint8_t addresses[] = { 0x1D, 0x10 };
	const uint8_t frame[] = { 0x0F, 2 };
	uint32_t count;
	BOTH(wiring)
		for (int other = 0; other < 2; other++) {
			start(wiring);
			CHECK(fakeSlaveBegin(addresses[other]));
			gFakeTicksLeft = 0;
			gFakeTicks = 0;
			CHECK(TRANSFER(0x10, 0, 0x20, 1));
			while (!gFakeTicks)
				sched_yield();
			CHECK(fakeSlaveEnd(frame, sizeof(frame)));
			gFakeTicksLeft = -1;
			EQUAL(ended(&count), kI2cDone);
			CHECK(fakeSlaveBegin(addresses[other]));
			CHECK(TRANSFER(0x10, 0, 0x20, 1));
			EQUAL(ended(&count), kI2cArbitrationLost);
			CHECK(fakeSlaveEnd(frame, sizeof(frame)));
			EQUAL(gFakeI2c.cleared, 0);
			for (int frames = 0; !other && (frames < 2); frames++) {
				EQUAL(i2cTake(&gI2c, gOut), 3);
				BYTES(gOut, 3, 0x3A, 0x0F, 2);
			}
			listens();
			i2cClose(&gI2c);
		}
}

TEST("who is put off all the time does not take single looks at a moving bus for a free one")
{
	uint32_t count;
	gFakeI2c.slow = true;
	BOTH(wiring) {
		start(wiring);
		CHECK(fakeSlaveBegin(0x10));
		CHECK(TRANSFER(0x10, 0, 0x20, 1));
		EQUAL(ended(&count), kI2cArbitrationLost);
		CHECK(fakeSlaveEnd(gOut, 1));
		EQUAL(gFakeI2c.cleared, 0);
		i2cClose(&gI2c);
	}
}

static bool gHeard;

static void hear(void)
{
	gHeard = WRITE(0x1D, 7);
}

TEST("while it sends, two controllers listen as well; one that is switched is deaf, and then is not")
{
	uint32_t count;
	gFakeI2c.meanwhile = hear;
	BOTH(wiring) {
		start(wiring);
		CHECK(TRANSFER(0x10, 0, 0x20, 1));
		EQUAL(ended(&count), kI2cDone);
		EQUAL(gHeard, kTwo == wiring);
		EQUAL(i2cTake(&gI2c, gOut), gHeard ? 2 : 0);
		listens();
		i2cClose(&gI2c);
	}
}

static void beginForeign(void)
{
	CHECK(fakeSlaveBegin(0x10));
}

TEST("who has the bus once it is switched keeps it: arbitration is lost, that is counted, and the target listens")
{
	uint32_t count;
	start(kSwitched);
	gFakeI2c.started = beginForeign;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cArbitrationLost);
	EQUAL(i2cCounts(&gI2c)->overruns, 1);
	CHECK(fakeSlaveEnd(gOut, 1));
	EQUAL(gFakeI2c.cleared, 0);
	listens();
	i2cClose(&gI2c);
}

TEST("a master driver that does not start is a time-out, and the target listens")
{
	uint32_t count;
	start(kSwitched);
	gFakeI2c.refusedMasters = 1;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cTimeout);
	EQUAL(i2cCounts(&gI2c)->resets, 1);
	listens();
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	i2cClose(&gI2c);
	gFakeI2c.refusedMasters = 1;
	CHECK(!i2cOpen(&gI2c, gWirings + kTwo, notify, NULL));
	start(kTwo);
	listens();
	i2cClose(&gI2c);
}

/* Until it takes a frame. */
static void hearAgain(void)
{
	for (; !i2cTake(&gI2c, gOut); hear())
		sched_yield();
}

TEST("a slave driver that does not start is tried again until it does, at first and behind a transfer; meanwhile there can be transfers")
{
	uint32_t count;
	BOTH(wiring) {
		gFakeI2c.refusedSlaves = 3;
		start(wiring);
		CHECK(!WRITE(0x1D, 1));
		hearAgain();
		EQUAL(i2cCounts(&gI2c)->resets, 3);
		i2cClose(&gI2c);
	}
	start(kSwitched);
	gFakeI2c.refusedSlaves = 3;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	CHECK(!WRITE(0x1D, 1));
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	hearAgain();
	EQUAL(i2cCounts(&gI2c)->resets, 3);
	listens();
	gFakeI2c.refusedSlaves = 1000;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	i2cClose(&gI2c);
	gFakeI2c.refusedSlaves = 0;
}

TEST("a slave driver that tells nobody of frames acknowledges none, and is tried again")
{
	BOTH(wiring) {
		gFakeI2c.refusedCallbacks = 3;
		start(wiring);
		CHECK(!WRITE(0x1D, 1));
		hearAgain();
		EQUAL(i2cCounts(&gI2c)->resets, 3);
		listens();
		i2cClose(&gI2c);
	}
}

TEST("the slave driver is not started with too little memory for it, but once there is enough")
{
	uint32_t count;
	start(kSwitched);
	gFakeI2c.poor = true;
	CHECK(TRANSFER(0x10, 0, 0x20, 1));
	EQUAL(ended(&count), kI2cDone);
	CHECK(!WRITE(0x1D, 1));
	gFakeI2c.poor = false;
	hearAgain();
	CHECK(i2cCounts(&gI2c)->resets > 0);
	i2cClose(&gI2c);
}

TEST("a device that the master driver does not let go keeps nobody from the controller")
{
	uint32_t count;
	BOTH(wiring) {
		start(wiring);
		gFakeI2c.clings = true;
		CHECK(TRANSFER(0x44, 0, 0x88, 1));
		EQUAL(ended(&count), kI2cNoAddress);
		listens();
		i2cClose(&gI2c);
	}
}

TEST("another address, and none, also behind a transfer")
{
	uint32_t count;
	BOTH(wiring) {
		start(wiring);
		i2cListen(&gI2c, 0x1E);
		settle();
		CHECK(!WRITE(0x1D, 1) && WRITE(0x1E, 2));
		EQUAL(i2cTake(&gI2c, gOut), 2);
		BYTES(gOut, 2, 0x3C, 2);
		i2cListen(&gI2c, 0);
		CHECK(TRANSFER(0x10, 0, 0x20, 1));
		EQUAL(ended(&count), kI2cDone);
		CHECK(!WRITE(0x1D, 1) && !WRITE(0x1E, 1) && !WRITE(0, 1));
		i2cListen(&gI2c, 0x1D);
		settle();
		listens();
		i2cClose(&gI2c);
	}
}

TEST("the fake: a second driver on a controller is refused, and disconnects the first")
{
	const i2c_slave_config_t slave = { .i2c_port = 0, .slave_addr = 0x1D, .receive_buf_depth = 8 };
	const i2c_master_bus_config_t master = { .i2c_port = 0 };
	i2c_slave_dev_handle_t device;
	i2c_master_bus_handle_t bus;
	EQUAL(i2c_new_slave_device(&slave, &device), ESP_OK);
	CHECK(WRITE(0x1D, 1));
	EQUAL(gFakeI2c.unheard, 1);
	EQUAL(i2c_new_master_bus(&master, &bus), ESP_ERR_INVALID_STATE);
	CHECK(!WRITE(0x1D, 1));
	i2c_del_slave_device(device);
	EQUAL(i2c_new_master_bus(&master, &bus), ESP_OK);
	EQUAL(i2c_del_master_bus(bus), ESP_OK);
}

TEST("close with a transfer under way, at once or later: the task has ended, no callback comes, twice is once")
{
	BOTH(wiring)
		for (int turn = 0; turn < 50; turn++) {
			start(wiring);
			TRANSFER(turn % 2 ? 0x10 : 0x44, 0, 0x20, 1);
			for (int yields = 0; yields < turn; yields++)
				sched_yield();
			i2cClose(&gI2c);
			i2cClose(&gI2c);
			gNotified = 0;
			CHECK(!WRITE(0x1D, 1));
			CHECK(!TRANSFER(0x10, 0, 0x20, 1));
			i2cListen(&gI2c, 0x1D);
			CHECK(!WRITE(0x1D, 1));
			EQUAL(gNotified, 0);
		}
}

TEST("close leaves the machine's task without a notification that it would take for another one, however late it comes to look")
{
	BOTH(wiring) {
		start(wiring);
		gFakePutsOff = true;
		i2cClose(&gI2c);
		gFakePutsOff = false;
		EQUAL(ulTaskNotifyTake(pdTRUE, 0), 0);
	}
}

TEST("who opens it anew finds no frame of the one before")
{
	start(kTwo);
	CHECK(WRITE(0x1D, 1, 2));
	i2cClose(&gI2c);
	start(kSwitched);
	EQUAL(i2cTake(&gI2c, gOut), 0);
	EQUAL(i2cCounts(&gI2c)->interrupts, 0);
	listens();
	i2cClose(&gI2c);
}

enum { kFrames = 20000, kLength = 20, kRow = 8 };
static _Atomic bool gOver, gSome;
static _Atomic uint32_t gAcknowledged;

static void *bus(void *unused)
{
	uint8_t bytes[kLength];
	for (uint32_t frame = 0; (frame < TURNS(kFrames)) || !gSome; frame++) {
		memset(bytes, (int)frame, sizeof(bytes));
		gAcknowledged += fakeSlaveWrite(0x1D, bytes, sizeof(bytes));
		if (0 == frame % kRow)
			usleep(120); /* so that others have the bus */
	}
	gOver = true;
	return NULL;
}

TEST("interrupts, task and main program at once: what is acknowledged is taken whole, or counted as lost; but for what comes before the driver knows who listens")
{
	BOTH(wiring) {
		pthread_t thread;
		I2cOutcome outcome;
		uint32_t count, taken = 0, turn = 0, lost;
		gOver = gSome = false;
		gAcknowledged = gFakeI2c.unheard = 0;
		start(wiring);
		lost = i2cLost(&gI2c);
		pthread_create(&thread, NULL, bus, NULL);
		for (bool last = false; !last;) {
			last = gOver && !i2cNext(&gI2c);
			while (i2cTake(&gI2c, gOut)) {
				taken++;
				EQUAL(gOut[1], gOut[kLength]);
			}
			if (i2cEnded(&gI2c, &outcome, &count) && !outcome && taken)
				gSome = true;
			TRANSFER(turn++ % 3 ? 0x10 : 0x44, 0, 0x20, 1, 2, 3);
		}
		pthread_join(thread, NULL);
		EQUAL(taken + i2cLost(&gI2c) - lost + gFakeI2c.unheard, gAcknowledged);
		EQUAL(kTwo == wiring ? gFakeI2c.unheard : 0, 0);
		i2cClose(&gI2c);
	}
}

static bool can(int32_t data, int32_t clock, int32_t controllerData, int32_t controllerClock, int32_t hz)
{
	const I2cOptions options = { "", data, clock, controllerData, controllerClock, hz, false };
	const char *reason = NULL;
	return i2cBoardCan(&options, &reason) || !reason;
}

static bool canSwitched(int32_t data, int32_t clock, int32_t controllerData)
{
	const I2cOptions options = { "", data, clock, controllerData, -1, 100000, true };
	const char *reason = NULL;
	return i2cBoardCan(&options, &reason);
}

TEST("four different pins of the chip, or two that are switched, a speed, and nobody who has them")
{
	I2cOptions options = { "", 8, 9, 10, 11, 100000, false };
	I2c *i2c;
	CHECK(can(8, 9, 10, 11, 100000) && can(0, 48, 1, 2, 1000000));
	CHECK(!can(-1, 9, 10, 11, 100000) && !can(8, 9, -1, 11, 100000) && !can(8, 9, 10, 49, 100000) && !can(22, 9, 10, 11, 100000));
	CHECK(!can(8, 8, 10, 11, 100000) && !can(8, 9, 10, 9, 100000));
	CHECK(!can(8, 9, 10, 11, 9999) && !can(8, 9, 10, 11, 1000001));
	CHECK(canSwitched(8, 9, -1) && !canSwitched(8, 9, 10) && !canSwitched(8, 8, -1) && !canSwitched(8, 49, -1));
	i2c = i2cBoardOpen(&options, notify, NULL);
	CHECK(i2c && !can(8, 9, 10, 11, 100000) && !canSwitched(8, 9, -1));
	EQUAL(i2c->pins.slaveData, 8);
	EQUAL(i2c->pins.masterClock, 11);
	CHECK(!i2c->switched);
	i2cClose(i2c);
	CHECK(can(8, 9, 10, 11, 100000));
	options.switched = true;
	i2c = i2cBoardOpen(&options, notify, NULL);
	EQUAL(i2c->pins.masterData, 8);
	EQUAL(i2c->pins.masterClock, 9);
	CHECK(i2c->switched);
	i2cClose(i2c);
}
