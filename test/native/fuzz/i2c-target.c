/* SPDX-License-Identifier: Apache-2.0 */
/* Steps of a bus and of a main program, in any order: what comes out is what was written, whole and in its order. */
#include <stdlib.h>
#include <string.h>

#include "hosts/common/native/i2c-target.h"
#include "test/native/check.h"

enum { kExpected = 128 };

FUZZ("i2c-target")
{
	static uint8_t memory[1024], out[kI2cLongest];
	I2cTarget target = I2C_TARGET(memory);
	struct {
		uint16_t length;
		uint8_t first, last;
		bool reading;
	} expected[kExpected], open = { 0 };
	int count = 0;
	bool isOpen = false;
	for (size_t at = 0; at + 1 < size; at += 2) {
		const uint8_t value = bytes[at + 1];
		switch (bytes[at] % 8) {
		case 0:
		case 1: {
			const bool reads = bytes[at] % 8, room = targetReady(&target);
			const uint8_t address = (uint8_t)((value & 0xFE) | reads);
			const bool acknowledged = targetAddressed(&target, address);
			if (isOpen && !reads && (count < kExpected))
				expected[count++] = open;
			if (reads && isOpen) {
				CHECK(acknowledged);
				open.reading = true;
				if (count < kExpected)
					expected[count++] = open;
			}
			if (!isOpen)
				EQUAL(acknowledged, room);
			if (reads && !isOpen && acknowledged && (count < kExpected)) {
				open.length = 1;
				open.first = open.last = address;
				open.reading = true;
				expected[count++] = open;
			}
			isOpen = !reads && acknowledged;
			open.length = 1;
			open.first = open.last = address;
			open.reading = false;
			break;
		}
		case 2:
			for (int times = 0; times < value; times++) {
				EQUAL(targetWritten(&target, (uint8_t)(value + times)), isOpen);
				if (isOpen && (open.length < kI2cLongest)) {
					open.length++;
					open.last = (uint8_t)(value + times);
				}
			}
			break;
		case 3:
			CHECK((targetNext(&target) >= -1) && (targetNext(&target) <= 255));
			break;
		case 4:
			targetEnded(&target);
			if (isOpen && (count < kExpected))
				expected[count++] = open;
			isOpen = false;
			break;
		case 5:
			if (value & 1)
				targetBroken(&target);
			else
				targetExpire(&target);
			if (value & 1)
				isOpen = false;
			break;
		case 6: {
			const uint32_t length = targetTake(&target, out);
			EQUAL(length, count ? expected[0].length : 0);
			if (!length)
				break;
			EQUAL(out[0], expected[0].first);
			EQUAL(out[length - 1], expected[0].last);
			EQUAL(targetReading(&target), expected[0].reading);
			memmove(expected, expected + 1, sizeof(expected[0]) * (size_t)--count);
			break;
		}
		default:
			targetAnswer(&target, out, value);
		}
		if (kExpected == count)
			return 0;
	}
	return 0;
}
