/* SPDX-License-Identifier: Apache-2.0 */
/* A USB host in front of the OTG_FS driver on the model of its core. Every token is followed by the interrupts that it raises. */
#ifndef MCTP_XS_USB_BENCH_H
#define MCTP_XS_USB_BENCH_H

#include "hosts/stm32f405/model/otg-fs.h"
#include "hosts/stm32f405/peripherals/otg-fs.h"

enum { kStalled = -1, kTimedOut = -2 };

typedef struct UsbBench {
	OtgModel model;
	Otg otg;
	UsbPipes pipes;
	uint32_t address;
	bool outToggle, inToggle;
	uint32_t interrupts;
	/* Times that the device has come to the bus. */
	bool connected;
	uint32_t arrivals;
	/* What the bus does at an access to a register. */
	void (*happens)(struct UsbBench *bench);
	uint32_t accesses;
	uint32_t (*read)(ModelDevice *device, uint32_t number);
	void (*write)(ModelDevice *device, uint32_t number, uint32_t value);
} UsbBench;

/* Descriptors of modules/usb/descriptors.ts at full speed, with the serial number 7. */
extern const uint8_t gDescriptors[102];

void benchStart(UsbBench *bench);
/* Serves interrupts until there are none. */
void benchSettle(UsbBench *bench);
/* Milliseconds pass, and what they bring is served. */
void benchPass(UsbBench *bench, uint32_t milliseconds);
/* A reset of the bus. */
void benchReset(UsbBench *bench);
/* A request without OUT data. Returns bytes of the answer at `answer`, or one of the above. */
int benchControl(UsbBench *bench, uint32_t type, uint32_t request, uint32_t value, uint32_t index, uint32_t length, uint8_t *answer);
/* Of such a request what follows its SETUP packet. */
int benchAnswer(UsbBench *bench, uint32_t length, uint8_t *answer);
/* Reset, address 5, configuration 1. */
void benchEnumerate(UsbBench *bench);
/* One packet of the bus. */
Handshake benchOut(UsbBench *bench, const uint8_t *bytes, uint32_t length);
/* Returns its bytes, or minus the handshake. */
int benchIn(UsbBench *bench, uint8_t *bytes);
/* A whole transfer OUT, as Linux sends one: without an empty packet at its end. */
Handshake benchTransfer(UsbBench *bench, const uint8_t *bytes, uint32_t length);

/* The machine's side: what waits for it, or 0. */
uint32_t benchRead(UsbBench *bench, uint8_t *bytes);
bool benchWrite(UsbBench *bench, const uint8_t *bytes, uint32_t length);

/* A packet from EID 8 to 9 of `length` bytes, and as it is in a transfer. Both return how many bytes that are. */
uint32_t benchPacket(uint8_t *bytes, uint32_t length, uint8_t first);
uint32_t benchHeaded(uint8_t *bytes, uint32_t length, uint8_t first);
/* A packet in each direction: everything works, and nothing else is under way. */
void benchWorks(UsbBench *bench);

/* From now on the bus goes on meanwhile: `happens` at the driver's access with this number, counted from 0 on. */
void benchAt(UsbBench *bench, uint32_t access, void (*happens)(UsbBench *bench));
/* Whether it has happened; from now on nothing does. */
bool benchHappened(UsbBench *bench);

#endif
