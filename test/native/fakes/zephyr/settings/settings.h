/* SPDX-License-Identifier: Apache-2.0 */
/* Of Zephyr's settings (4.4) what the SDK's values by key call; behind them is flash memory whose power goes (support/zephyr-settings.c). */
#ifndef FAKE_ZEPHYR_SETTINGS_H
#define FAKE_ZEPHYR_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define SETTINGS_NAME_SEPARATOR '/'

typedef ssize_t (*settings_read_cb)(void *cb_arg, void *data, size_t len);
typedef int (*settings_load_direct_cb)(const char *key, size_t len, settings_read_cb read_cb, void *cb_arg, void *param);
int settings_subsys_init(void);
int settings_load_subtree_direct(const char *subtree, settings_load_direct_cb cb, void *param);
ssize_t settings_load_one(const char *name, void *buf, size_t buf_len);
ssize_t settings_get_val_len(const char *name);
int settings_save_one(const char *name, const void *value, size_t val_len);
int settings_delete(const char *name);
int settings_commit_subtree(const char *subtree);

/* For tests: the flash memory is that of flash-model.h. The board starts anew: what has not been written is gone. */
void fakeSettingsStart(void);

#endif
