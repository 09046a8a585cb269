/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_ZEPHYR_VERSION_H
#define FAKE_ZEPHYR_VERSION_H

#define ZEPHYR_VERSION(MAJOR, MINOR, PATCH) (((MAJOR) << 16) + ((MINOR) << 8) + (PATCH))
#define ZEPHYR_VERSION_CODE ZEPHYR_VERSION(4, 4, 0)

#endif
