/* SPDX-License-Identifier: Apache-2.0 */
/* Compiles modules to byte code that runs where it lies in flash: compiler NAME FILE [NAME FILE]... prints C. The names
 * that it uses, those of the library first, are slots in flash too; texts and functions are not copied to RAM. */
#include "../archive.h"
#include "xsScript.h"

static const xsCreation gCreation = {
	.initialChunkSize = 1024 * 1024,
	.initialHeapCount = 64 * 1024,
	.incrementalChunkSize = 64 * 1024,
	.incrementalHeapCount = 8 * 1024,
	.stackCount = 4096,
	.initialKeyCount = 8192,
	.incrementalKeyCount = 1024,
	.nameModulo = 1993,
	.symbolModulo = 127,
	.parserBufferSize = 64 * 1024,
	.parserTableModulo = 1993,
};

/* The code of a function, and a text, come as a copy to RAM and in place: the second set of opcodes follows the first. */
enum { kInPlace = XS_CODE_CODE_ARCHIVE_1 - XS_CODE_CODE_1 };

/* By identifier of the library: whether any code names it. */
static char gSeen[XS_ID_COUNT];

void fxQueuePromiseJobs(txMachine *the) {}
txID fxFindModule(txMachine *the, txSlot *realm, txID moduleID, txSlot *slot) { return XS_NO_ID; }
void fxLoadModule(txMachine *the, txSlot *module, txID moduleID) {}

void fxAbort(txMachine *the, int status)
{
	fprintf(stderr, "the engine gives up with status %d\n", status);
	exit(1);
}

static char *textOf(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	long size;
	if (file && !fseek(file, 0, SEEK_END) && ((size = ftell(file)) >= 0) && (text = malloc(size + 1))) {
		rewind(file);
		text[fread(text, 1, size, file)] = 0;
	}
	if (!text) {
		fprintf(stderr, "%s cannot be read\n", path);
		exit(1);
	}
	fclose(file);
	return text;
}

/* The names that the code of a script counts, from 1 on. */
static char **symbolsOf(const txScript *script)
{
	txByte *p = script->symbolsBuffer;
	txID count;
	char **symbols;
	mxDecodeID(p, count);
	symbols = calloc(count, sizeof(char *));
	for (txID index = 1; index < count; index++) {
		symbols[index] = (char *)p;
		p += strlen((char *)p) + 1;
	}
	return symbols;
}

/* Names of variables and functions are for debuggers: places in the code are what counts. */
static bool isForPeople(txU1 code)
{
	switch (code) {
	case XS_CODE_NEW_LOCAL: case XS_CODE_FUNCTION: case XS_CODE_CONSTRUCTOR_FUNCTION: case XS_CODE_NAME: return true;
	default: return false;
	}
}

static txID identifierOf(txMachine *the, txU1 code, char *symbol)
{
	txID id;
	if (isForPeople(code))
		return XS_NO_ID;
	id = fxNewNameC(the, symbol);
	if (id < XS_ID_COUNT)
		gSeen[id] = 1;
	return id;
}

/* Gives code its identifiers, and has functions and texts stay where they are. */
static void settle(txMachine *the, txScript *script, char **symbols)
{
	txByte *p = script->codeBuffer, *end = p + script->codeSize;
	while (p < end) {
		const txU1 code = *(txU1 *)p;
		const txS1 size = gxCodeSizes[code];
		txID id;
		txU2 length;
		txS4 longLength;
		if (((XS_CODE_CODE_1 <= code) && (code <= XS_CODE_CODE_4)) || ((XS_CODE_STRING_1 <= code) && (code <= XS_CODE_STRING_4)))
			*p = (txByte)(code + kInPlace);
		switch (size) {
		case 0:
			p++;
			mxDecodeID(p, id);
			if (id != XS_NO_ID) {
				p -= sizeof(txID);
				id = identifierOf(the, code, symbols[id]);
				mxEncodeID(p, id);
			}
			break;
		case -1:
			p += 2 + *(txU1 *)(p + 1);
			break;
		case -2:
			p++;
			mxDecode2(p, length);
			p += length;
			break;
		case -4:
			p++;
			mxDecode4(p, longLength);
			p += longLength;
			break;
		default:
			p += size;
		}
	}
}

static void compile(txMachine *the, int index, const char *path)
{
	char *text = textOf(path);
	txStringCStream stream = { .buffer = text, .offset = 0, .size = (txSize)strlen(text) };
	txScript *script = fxParseScript(the, &stream, fxStringCGetter, 0);
	char **symbols;
	if (!script || !script->codeBuffer) {
		fprintf(stderr, "%s does not compile\n", path);
		exit(1);
	}
	symbols = symbolsOf(script);
	settle(the, script, symbols);
	printf("static const int8_t gCode%d[%d] = {", index, (int)script->codeSize);
	for (txSize offset = 0; offset < script->codeSize; offset++)
		printf("%s%d,", (offset % 32) ? "" : "\n\t", script->codeBuffer[offset]);
	printf("\n};\n");
	free(symbols);
	fxDeleteScript(script);
	free(text);
}

/* Names as the engine keeps them, but in flash: slots of keys, chained by the sums of their characters. */
static void printKeys(txMachine *the)
{
	int heads[kNameModulo];
	for (int index = 0; index < kNameModulo; index++)
		heads[index] = -1;
	printf("const txSlot gKeySlots[%d] = {\n", the->keyIndex);
	for (txID id = 0; id < the->keyIndex; id++) {
		const txSlot *key = the->keyArray[id];
		if (id < XS_SYMBOL_ID_COUNT) {
			printf("\t{ NULL, { { XS_STRING_X_KIND } }, { .string = (txString)\"%s\" } },\n", gxIDStrings[id]);
			continue;
		}
		int *head = &heads[key->value.key.sum % kNameModulo];
		printf("\t{ ");
		printf((*head < 0) ? "NULL" : "(txSlot *)&gKeySlots[%d]", *head);
		printf(", { { XS_KEY_X_KIND, XS_DONT_ENUM_FLAG, %d } }, { .key = { (txString)\"%s\", %u } } },\n", id, key->value.key.string, key->value.key.sum);
		*head = id;
	}
	printf("};\ntxSlot *const gKeys[] = {\n");
	for (txID id = 0; id < the->keyIndex; id++)
		printf("\t(txSlot *)&gKeySlots[%d],\n", id);
	printf("};\nconst int gKeyCount = %d;\ntxSlot *const gNameTable[kNameModulo] = {\n", the->keyIndex);
	for (int index = 0; index < kNameModulo; index++)
		printf((heads[index] < 0) ? "\tNULL,\n" : "\t(txSlot *)&gKeySlots[%d],\n", heads[index]);
	printf("};\n");
}

int main(int argc, char **argv)
{
	xsMachine *machine = xsCreateMachine((xsCreation *)&gCreation, "compiler", NULL);
	txMachine *the = (txMachine *)machine;
	const int count = argc / 2;
	if (!(argc & 1))
		return 2;
	printf("/* Written by hosts/xs/compiler. */\n#include \"archive.h\"\n");
	xsBeginHost(machine);
	for (int index = 0; index < count; index++)
		compile(the, index, argv[2 * index + 2]);
	xsEndHost(machine);
	printf("const Module gModules[] = {\n");
	for (int index = 0; index < count; index++)
		printf("\t{ \"%s\", gCode%d, sizeof(gCode%d) },\n", argv[2 * index + 1], index, index);
	printf("\t{ NULL, NULL, 0 },\n};\nconst uint8_t gUsed[XS_ID_COUNT] = {");
	for (txID id = 0; id < XS_ID_COUNT; id++)
		printf("%s%d,", (id % 32) ? "" : "\n\t", gSeen[id]);
	printf("\n};\n");
	printKeys(the);
	return 0;
}
