/* SPDX-License-Identifier: Apache-2.0 */
/* Modules come from the table of sources. Their names mirror the folders of the repository; relative specifiers resolve against the importer's name. Once loaded they are
 * made read-only, as preloading would. */
#include "host.h"

static const xsCreation gCreation = {
	.initialChunkSize = 256 * 1024,
	.incrementalChunkSize = 64 * 1024,
	.initialHeapCount = 32 * 1024,
	.incrementalHeapCount = 8 * 1024,
	.stackCount = 4096,
	.initialKeyCount = 2048,
	.incrementalKeyCount = 512,
	.nameModulo = 1993,
	.symbolModulo = 127,
	.parserBufferSize = 16 * 1024,
	.parserTableModulo = 1993,
	.staticSize = 0,
};

static bool gScriptTwins = false;

static const Source *findSource(const char *name)
{
	for (const Source *source = gSources; source->name; source++)
		if (!strcmp(source->name, name))
			return source;
	return NULL;
}

xsMachine *createMachine(void)
{
	return xsCreateMachine((xsCreation *)&gCreation, "mctp-xs", NULL);
}

bool hasModule(const char *name)
{
	return NULL != findSource(name);
}

void beforeModules(xsMachine *the)
{
	installNatives(the);
}

void afterModules(xsMachine *the)
{
	petrifyHeap(the);
}

/* "a/b/c" and "../d" -> "a/d" */
static bool resolve(char *path, size_t size, const char *importer, const char *specifier)
{
	size_t length = 0, rest = strlen(specifier);
	if ('.' == *specifier) {
		const char *slash = importer ? strrchr(importer, '/') : NULL;
		length = slash ? (size_t)(slash - importer) : 0;
		if (length >= size)
			return false;
		memcpy(path, importer, length);
		for (;;) {
			if (!strncmp(specifier, "./", 2))
				specifier += 2;
			else if (!strncmp(specifier, "../", 3)) {
				if (!length)
					return false;
				while (length && ('/' != path[length - 1]))
					length--;
				if (length)
					length--;
				specifier += 3;
			}
			else
				break;
		}
		if (length)
			path[length++] = '/';
		rest = strlen(specifier);
	}
	if ((rest > 3) && !strcmp(specifier + rest - 3, ".js"))
		rest -= 3;
	if (length + rest >= size)
		return false;
	memcpy(path + length, specifier, rest);
	path[length + rest] = 0;
	return true;
}

/* The twin in C of "modules/wire/crc8" is "modules/wire/native/crc8". */
static bool nativeTwin(char *path, size_t size, const char *name)
{
	const char *slash = strrchr(name, '/');
	if (!slash || (snprintf(path, size, "%.*s/native%s", (int)(slash - name), name, slash) >= (int)size))
		return false;
	return NULL != findSource(path);
}

txID fxFindModule(txMachine *the, txSlot *realm, txID moduleID, txSlot *slot)
{
	char specifier[C_PATH_MAX], path[C_PATH_MAX], twin[C_PATH_MAX];
	const char *importer = (XS_NO_ID == moduleID) ? NULL : fxGetKeyName(the, moduleID);
	const Source *source = NULL;
	fxToStringBuffer(the, slot, specifier, sizeof(specifier));
	if (resolve(path, sizeof(path), importer, specifier))
		source = findSource(path);
	if (!source) {
		printf("%s imports \"%s\", which is not in the image\n", importer ? importer : "the host", specifier);
		return XS_NO_ID;
	}
	if (!importer)
		gScriptTwins = source->scriptTwins;
	if (!gScriptTwins && nativeTwin(twin, sizeof(twin), path))
		return fxNewNameC(the, twin);
	return fxNewNameC(the, path);
}

void fxLoadModule(txMachine *the, txSlot *module, txID moduleID)
{
	const Source *source = findSource(fxGetKeyName(the, moduleID));
	txStringCStream stream = { .buffer = (txString)source->text, .offset = 0, .size = (txSize)strlen(source->text) };
	fxResolveModule(the, module, moduleID, fxParseScript(the, &stream, fxStringCGetter, 0), NULL, NULL);
}
