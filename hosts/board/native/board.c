/* SPDX-License-Identifier: Apache-2.0 */
#include "xsmc.h"
#include "mc.xs.h"
#include "xsHost.h"

#include "board.h"

enum { kMark = 0x6D637470, kNumber = 12, kLastPrintable = '~' };

void xs_board_reset(xsMachine *the)
{
	xsmcSetInteger(xsResult, boardReset());
}

/* Tells it once. */
void xs_board_fault(xsMachine *the)
{
	BoardKept *kept = boardKept();
	xsmcSetInteger(xsResult, (kMark == kept->mark) ? (xsIntegerValue)(kept->fault & 0xFF) : 0);
}

void xs_board_text(xsMachine *the)
{
	BoardKept *kept = boardKept();
	char text[kBoardText + 1];
	int at = 0;
	for (; (kMark == kept->mark) && (at < kBoardText) && (kept->text[at] >= ' ') && (kept->text[at] <= kLastPrintable); at++)
		text[at] = kept->text[at];
	text[at] = 0;
	kept->mark = 0;
	xsmcSetString(xsResult, text);
}

void xs_board_fail(xsMachine *the)
{
	BoardKept *kept = boardKept();
	kept->fault = (uint32_t)xsmcToInteger(xsArg(0));
	xsmcToStringBuffer(xsArg(1), kept->text, sizeof(kept->text));
	kept->mark = kMark;
	boardRestart();
}

/* As 24 hexadecimal digits. */
void xs_board_number(xsMachine *the)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[kNumber] = { 0 };
	char text[2 * kNumber + 1];
	boardNumber(bytes);
	for (int at = 0; at < kNumber; at++) {
		text[2 * at] = digits[bytes[at] >> 4];
		text[2 * at + 1] = digits[bytes[at] & 15];
	}
	text[2 * kNumber] = 0;
	xsmcSetString(xsResult, text);
}
