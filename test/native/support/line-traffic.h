/* SPDX-License-Identifier: Apache-2.0 */
/* What a serial line has to bear, behind line-board.h, hosts/stm32f405/line.c, a board and the model of its UART, which has these. */
#ifndef MCTP_XS_LINE_TRAFFIC_H
#define MCTP_XS_LINE_TRAFFIC_H

/* As after boardStart. */
static void uartStart(void);
/* The UART has sent what it has, and what it will be given; false: only so many bytes from now on. */
static uint32_t gUartTakes;
static void uartGoesOn(void);
/* A byte comes. */
static void uartArrives(uint8_t byte);
/* What it has sent. */
static uint8_t gSent[64];
static uint32_t gSentCount;

/* The main program sleeps: whatever is pending comes, and nothing else. */
static void rest(void)
{
	lineEffect();
	lineInterrupts();
	lineEffect();
}

static void begin(int when, void (*happens)(void))
{
	uartStart();
	gAccesses = 0;
	gWhen = when;
	gHappens = happens;
	gSentCount = 0;
	ringSkip(&gInput, ringUsed(&gInput));
	ringSkip(&gOutput, ringUsed(&gOutput));
	gDeaf = gWorth = gWithin = gWanting = false;
}

/* Whether it has happened. */
static bool happened(void)
{
	return gAccesses > gWhen;
}

static void goesOn(void)
{
	gUartTakes = UINT32_MAX;
	uartGoesOn();
}

/* Whoever reads the line stands still behind `taken` bytes, and goes on at an access. */
static bool sends(uint32_t taken, int when)
{
	const uint8_t first[] = { 1, 2, 3 }, second[] = { 4, 5 };
	begin(when, goesOn);
	gUartTakes = taken;
	CHECK(linePut(first, sizeof(first)));
	CHECK(linePut(second, sizeof(second)));
	rest();
	if (!happened())
		return false;
	BYTES(gSent, gSentCount, 1, 2, 3, 4, 5);
	CHECK(!ringUsed(&gOutput));
	return true;
}

/* One that goes on only while the board sleeps. */
static void sendsLate(uint32_t taken)
{
	CHECK(!sends(taken, 100000));
	goesOn();
	rest();
	BYTES(gSent, gSentCount, 1, 2, 3, 4, 5);
}

static void sendsWhenever(void)
{
	for (uint32_t taken = 0; taken < 6; taken++) {
		int when = 0;
		while (sends(taken, when))
			when++;
		CHECK(when > 10);
		sendsLate(taken);
	}
}

static void arrives(void)
{
	uartArrives('n');
}

/* A byte comes at an access while the one before it is being received. Returns whether it has come. */
static bool receives(int when)
{
	uint8_t bytes[4];
	begin(when, arrives);
	uartArrives('a');
	rest();
	gHappens = NULL;
	if (!happened())
		return false;
	CHECK(ringUsed(&gInput));
	EQUAL(lineTake(bytes, sizeof(bytes)) + lineLosses(), 2);
	EQUAL(bytes[0], 'a');
	if (!lineLosses())
		EQUAL(bytes[1], 'n');
	return true;
}

/* Bytes come, and the main program sleeps until it is told of some. */
static void arrive(uint32_t count, const uint8_t *bytes)
{
	for (uint32_t at = 0; at < count; at++) {
		uartArrives(bytes[at]);
		rest();
	}
}

static void takesFrameByFrame(void)
{
	static const uint8_t two[] = { 0x7E, 1, 2, 0x7E, 0x7E, 3, 0x7E, 4 }, end[] = { 5, 0x7E };
	uint8_t bytes[8];
	begin(0, NULL);
	arrive(3, two);
	CHECK(!lineReady());
	arrive(sizeof(two) - 3, two + 3);
	CHECK(lineReady());
	BYTES(bytes, lineTake(bytes, sizeof(bytes)), 0x7E, 1, 2, 0x7E);
	CHECK(lineReady());
	BYTES(bytes, lineTake(bytes, sizeof(bytes)), 0x7E, 3, 0x7E);
	CHECK(!lineReady());
	BYTES(bytes, lineTake(bytes, sizeof(bytes)), 4);
	arrive(sizeof(end), end);
	CHECK(lineReady());
	BYTES(bytes, lineTake(bytes, 1), 5);
	CHECK(lineReady());
	BYTES(bytes, lineTake(bytes, sizeof(bytes)), 0x7E);
	CHECK(!lineReady());
	EQUAL(lineTake(bytes, sizeof(bytes)), 0);
}

/* The ring fills, one more byte may wait in the UART, and another comes at an access while the main program takes the first few. Returns whether it has come. */
static bool hears(int when, bool waits, uint32_t first)
{
	static uint8_t bytes[kInputSize + 2];
	uint32_t count;
	bool came;
	begin(when, NULL);
	for (int at = 0; at < kInputSize; at++) {
		uartArrives((uint8_t)at);
		rest();
	}
	EQUAL(ringFree(&gInput), 0);
	CHECK(gDeaf);
	if (waits)
		uartArrives('w');
	rest();
	EQUAL(ringUsed(&gInput), kInputSize);
	gHappens = arrives;
	count = lineTake(bytes, first);
	rest();
	CHECK(lineReady());
	while (ringUsed(&gInput)) {
		count += lineTake(bytes + count, sizeof(bytes) - count);
		rest();
	}
	came = happened();
	gHappens = NULL;
	if (!came) {
		uartArrives('n');
		rest();
		count += lineTake(bytes + count, sizeof(bytes) - count);
	}
	for (int at = 0; at < kInputSize; at++)
		EQUAL(bytes[at], (uint8_t)at);
	EQUAL(count + lineLosses(), kInputSize + 1u + waits);
	EQUAL(bytes[count - 1], (waits && lineLosses()) ? 'w' : 'n');
	return came;
}

#endif
