/* SPDX-License-Identifier: Apache-2.0 */
/* The model of the I2C peripheral on its own, register by register, against the sequences of RM0090 27.3. */
#include "check.h"
#include "hosts/stm32f405/model/i2c.h"
#include "hosts/stm32f405/model/peer.h"

static ModelBus gBus;
static I2cModel gModel;
static ModelPeer gPeer;

#define GET(NUMBER) readRegister(gModel.registers + (NUMBER))
#define PUT(NUMBER, VALUE) writeRegister(gModel.registers + (NUMBER), (VALUE))

static void start(void)
{
	gPeer.own = 0x10;
	i2cModelAdd(&gModel, &gBus, 6, 7);
	peerAdd(&gPeer, &gBus);
	PUT(OAR1, kKept | 0x3A);
	PUT(CR1, kEnable);
	PUT(CR1, kEnable | kAcknowledge);
	PUT(CR2, 42 | kEventInterrupt | kErrorInterrupt | kBufferInterrupt);
}

static void steps(int count)
{
	for (; count; count--)
		CHECK(busStep(&gBus));
}

static void stands(void)
{
	CHECK(!busStep(&gBus));
}

TEST("target receiver (figure 243): EV1, EV2, EV4")
{
	start();
	peerTransfer(&gPeer, (const uint8_t[]){ 0x3A, 1, 2, 3 }, 4, 0, 0);
	steps(2);
	EQUAL(GET(SR1), kAddressed);
	CHECK(i2cModelInterrupt(&gModel));
	stands(); /* the clock is stretched until ADDR is cleared */
	EQUAL(GET(SR2), kBusy);
	EQUAL(GET(SR1), 0);
	steps(1);
	EQUAL(GET(SR1), kReceived);
	steps(1);
	EQUAL(GET(SR1), kReceived | kFinished);
	stands(); /* data register and shift register are full */
	EQUAL(GET(DR), 1);
	EQUAL(GET(SR1), kReceived);
	EQUAL(GET(DR), 2);
	steps(2);
	EQUAL(GET(SR1), kReceived | kStopped);
	EQUAL(GET(DR), 3);
	EQUAL(GET(SR2), 0);
	PUT(CR1, kEnable | kAcknowledge);
	EQUAL(GET(SR1), 0);
	CHECK(!i2cModelInterrupt(&gModel));
	EQUAL(gModel.misuses, 0);
}

TEST("SR2 alone, or CR1 alone, clears nothing")
{
	start();
	peerTransfer(&gPeer, (const uint8_t[]){ 0x3A }, 1, 0, 0);
	steps(2);
	GET(SR2);
	stands();
	GET(SR1);
	GET(SR2);
	steps(1);
	PUT(CR1, kEnable | kAcknowledge);
	EQUAL(GET(SR1), kStopped);
	PUT(CR1, kEnable | kAcknowledge);
	EQUAL(GET(SR1), 0);
}

TEST("target transmitter (figure 242): EV1, EV3_1, EV3, EV3_2, and no STOPF behind a byte that was not acknowledged")
{
	start();
	peerTransfer(&gPeer, NULL, 0, 0x1D, 2);
	steps(2);
	EQUAL(GET(SR1), kAddressed);
	EQUAL(GET(SR2), kBusy | kTransmits);
	EQUAL(GET(SR1), kSpace);
	stands();
	PUT(DR, 0x11);
	EQUAL(GET(SR1), kSpace); /* it is in the shift register at once */
	PUT(DR, 0x22);
	EQUAL(GET(SR1), 0);
	steps(1);
	EQUAL(GET(SR1), kSpace);
	steps(1);
	EQUAL(GET(SR1), kNotAcknowledged);
	PUT(SR1, ~kNotAcknowledged & 0xFFFF);
	steps(1);
	EQUAL(GET(SR1), 0);
	BYTES(gPeer.read, 2, 0x11, 0x22);
}

TEST("a target that is switched off in the midst of a read lets SDA go, and tells nothing")
{
	start();
	peerTransfer(&gPeer, NULL, 0, 0x1D, 2);
	steps(2);
	GET(SR1), GET(SR2);
	PUT(DR, 0x11);
	PUT(CR1, 0);
	steps(2);
	BYTES(gPeer.read, 2, 0xFF, 0xFF);
	EQUAL(GET(SR1), 0);
}

TEST("a target without ACK does not acknowledge its address, and drops out of a frame")
{
	start();
	PUT(CR1, kEnable);
	peerTransfer(&gPeer, (const uint8_t[]){ 0x3A, 1 }, 2, 0, 0);
	steps(3);
	EQUAL(gPeer.state, kPeerNoAddress);
	PUT(CR1, kEnable | kAcknowledge);
	peerTransfer(&gPeer, (const uint8_t[]){ 0x3A, 1, 2 }, 3, 0, 0);
	steps(2);
	GET(SR1), GET(SR2);
	PUT(CR1, kEnable);
	steps(1);
	EQUAL(gPeer.state, kPeerRefused);
	steps(1);
	EQUAL(GET(SR1) & kStopped, 0);
}

TEST("controller transmitter (figure 245): EV5, EV6, EV8_1, EV8, EV8_2")
{
	start();
	PUT(CR1, kEnable | kAcknowledge | kStart);
	steps(1);
	EQUAL(GET(CR1), kEnable | kAcknowledge);
	EQUAL(GET(SR1), kStarted);
	EQUAL(GET(SR2), kController | kBusy | kTransmits);
	stands();
	PUT(DR, 0x20);
	EQUAL(GET(SR1), 0);
	steps(1);
	EQUAL(GET(SR1), kAddressed);
	stands();
	GET(SR2);
	EQUAL(GET(SR1), kSpace);
	PUT(DR, 1);
	PUT(DR, 2);
	steps(2);
	EQUAL(GET(SR1), kSpace | kFinished);
	stands();
	PUT(CR1, kEnable | kAcknowledge | kStop);
	steps(1);
	EQUAL(GET(SR1), 0);
	EQUAL(GET(SR2), 0);
	EQUAL(GET(CR1), kEnable | kAcknowledge);
	BYTES(gPeer.written, gPeer.kept, 0x20, 1, 2);
	EQUAL(gModel.misuses, 0);
}

TEST("controller: AF where nobody acknowledges, until STOP")
{
	start();
	PUT(CR1, kEnable | kStart);
	steps(1);
	GET(SR1);
	PUT(DR, 0x88);
	steps(1);
	EQUAL(GET(SR1), kNotAcknowledged);
	stands();
	PUT(SR1, 0xFFFF); /* a one does nothing */
	EQUAL(GET(SR1), kNotAcknowledged);
	PUT(SR1, 0xFFFF & ~kNotAcknowledged);
	EQUAL(GET(SR1), 0);
	PUT(CR1, kEnable | kStop);
	steps(1);
	EQUAL(GET(SR2), 0);
}

static void beginReading(uint32_t control)
{
	gPeer.sends[0] = 0xA1, gPeer.sends[1] = 0xA2, gPeer.sends[2] = 0xA3;
	PUT(CR1, kEnable | kAcknowledge | kStart);
	steps(1);
	GET(SR1);
	PUT(DR, 0x21);
	steps(1);
	EQUAL(GET(SR1), kAddressed);
	PUT(CR1, control);
	GET(SR2);
}

TEST("controller receiver, one byte: ACK off before ADDR is cleared, STOP behind it")
{
	start();
	beginReading(kEnable);
	PUT(CR1, kEnable | kStop);
	steps(2);
	EQUAL(GET(SR1), kReceived);
	EQUAL(GET(DR), 0xA1);
	EQUAL(gPeer.sent, 1);
	EQUAL(gModel.misuses, 0);
}

TEST("controller receiver, two bytes: POS, and STOP at BTF")
{
	start();
	beginReading(kEnable | kPosition);
	steps(2);
	EQUAL(GET(SR1), kReceived | kFinished);
	stands();
	PUT(CR1, kEnable | kPosition | kStop);
	EQUAL(GET(DR), 0xA1);
	EQUAL(GET(DR), 0xA2);
	steps(1);
	EQUAL(gPeer.sent, 2);
	EQUAL(gModel.misuses, 0);
}

TEST("controller receiver, three bytes: ACK off at BTF, STOP before the last byte")
{
	start();
	beginReading(kEnable | kAcknowledge);
	steps(2);
	EQUAL(GET(SR1), kReceived | kFinished);
	PUT(CR1, kEnable);
	EQUAL(GET(DR), 0xA1);
	PUT(CR1, kEnable | kStop);
	EQUAL(GET(DR), 0xA2);
	steps(2);
	EQUAL(GET(SR1), kReceived);
	EQUAL(GET(DR), 0xA3);
	EQUAL(gPeer.sent, 3);
	EQUAL(gModel.misuses, 0);
}

TEST("arbitration lost: ARLO, and its address is not acknowledged in that transfer (27.3.4)")
{
	start();
	PUT(CR1, kEnable | kAcknowledge | kStart);
	peerTransfer(&gPeer, (const uint8_t[]){ 0x3A, 1 }, 2, 0, 0);
	steps(1);
	GET(SR1);
	PUT(DR, 0x88);
	steps(1);
	EQUAL(GET(SR1), kArbitrationLost);
	EQUAL(GET(SR2), kBusy);
	EQUAL(gPeer.state, kPeerNoAddress);
}

TEST("SWRST lets the wires go, and clears flags and registers")
{
	start();
	PUT(CR1, kEnable | kAcknowledge | kStart);
	steps(1);
	PUT(CR1, kReset);
	PUT(CR1, 0);
	EQUAL(GET(SR1), 0);
	EQUAL(GET(CR2), 0);
	EQUAL(GET(OAR1), 0);
	steps(1);
	EQUAL(GET(SR2), 0);
}

TEST("misuse is seen: DR without room, START written twice, STOP before the last byte, bit 14")
{
	start();
	PUT(DR, 1);
	EQUAL(gModel.misuses, 1);
	PUT(CR1, kEnable | kStart);
	PUT(CR1, kEnable | kStart);
	EQUAL(gModel.misuses, 2);
	steps(1);
	PUT(DR, 0x20);
	EQUAL(gModel.misuses, 3); /* SR1 was not read */
	GET(SR1);
	PUT(DR, 0x20);
	steps(1);
	GET(SR1), GET(SR2);
	PUT(DR, 1);
	PUT(CR1, kEnable | kStop);
	steps(1);
	EQUAL(gModel.misuses, 4);
	PUT(OAR1, 0x3A);
	EQUAL(gModel.misuses, 5);
}

TEST("pins: clocks that are made by hand free SDA")
{
	start();
	gBus.dataHeld = true;
	gBus.clocksToFree = 2;
	writeRegister(gModel.port + ODR, 0xC0);
	writeRegister(gModel.port + MODER, 5 << 12);
	EQUAL(readRegister(gModel.port + IDR), 0x40);
	for (int clock = 0; clock < 2; clock++) {
		writeRegister(gModel.port + BSRR, 1 << 22);
		EQUAL(readRegister(gModel.port + IDR), 0x00);
		writeRegister(gModel.port + BSRR, 1 << 6);
	}
	EQUAL(readRegister(gModel.port + IDR), 0xC0);
}
