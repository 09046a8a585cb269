/* SPDX-License-Identifier: Apache-2.0 */
/* Zephyr's settings over ZMS, as their users see them: a setting is two entries, its value and then its name, each of which is there as a whole or not; one without the other is
 * none. A value is replaced by writing it anew. The entries are regions of a log in flash memory, behind their lengths. */
#include <zephyr/settings/settings.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "flash-model.h"
#include "hosts/common/native/flash-log.h"

enum { kSettings = 4, kLength = 2, kLongest = 200, kNone = -1 };

static FlashLog gLog;

static uint32_t valueOf(int setting)
{
	return (uint32_t)setting;
}

static uint32_t nameOf(int setting)
{
	return (uint32_t)(kSettings + setting);
}

/* Bytes of an entry; 0: there is none. */
static size_t lengthOf(uint32_t entry)
{
	uint8_t length[kLength];
	flashLogRead(&gLog, entry, 0, length, kLength);
	return (0xFF == length[1]) ? 0 : (size_t)(length[0] | length[1] << 8);
}

static size_t readEntry(uint32_t entry, void *bytes, size_t most)
{
	const size_t length = lengthOf(entry);
	flashLogRead(&gLog, entry, kLength, bytes, (uint32_t)((length < most) ? length : most));
	return length;
}

static int writeEntry(uint32_t entry, const void *bytes, size_t length)
{
	uint8_t all[kLength + kLongest] = { (uint8_t)length, (uint8_t)(length >> 8) };
	if (length > kLongest)
		return -EINVAL;
	memcpy(all + kLength, bytes, length);
	flashLogErase(&gLog, entry);
	return flashLogWrite(&gLog, entry, 0, all, (uint32_t)(kLength + length)) ? 0 : -EIO;
}

static int find(const char *name)
{
	for (int setting = 0; setting < kSettings; setting++) {
		char known[kLongest + 1] = "";
		if (readEntry(nameOf(setting), known, kLongest) && !strcmp(known, name) && lengthOf(valueOf(setting)))
			return setting;
	}
	return kNone;
}

void fakeSettingsStart(void)
{
	flashLogOpen(&gLog, &gFlashModel);
}

/* Its users do it once in a run, which tests make several of. */
int settings_subsys_init(void)
{
	return 0;
}

ssize_t settings_get_val_len(const char *name)
{
	const int setting = find(name);
	return (kNone == setting) ? 0 : (ssize_t)lengthOf(valueOf(setting));
}

/* Tells how long it is, not how much of it there was room for. */
ssize_t settings_load_one(const char *name, void *buf, size_t buf_len)
{
	const int setting = find(name);
	return (kNone == setting) ? 0 : (ssize_t)readEntry(valueOf(setting), buf, buf_len);
}

int settings_save_one(const char *name, const void *value, size_t val_len)
{
	int setting = find(name), error;
	if (kNone != setting)
		return writeEntry(valueOf(setting), value, val_len);
	for (setting = 0; (setting < kSettings) && lengthOf(nameOf(setting)); setting++)
		;
	if (kSettings == setting)
		return -ENOMEM;
	error = writeEntry(valueOf(setting), value, val_len);
	return error ? error : writeEntry(nameOf(setting), name, strlen(name));
}

int settings_commit_subtree(const char *subtree)
{
	return 0;
}

/* Nobody deletes or lists. */

int settings_delete(const char *name)
{
	return -ENOSYS;
}

int settings_load_subtree_direct(const char *subtree, settings_load_direct_cb cb, void *param)
{
	return -ENOSYS;
}
