/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_HEAP_CAPS_H
#define FAKE_HEAP_CAPS_H

#include <stddef.h>
#include <stdint.h>

#define MALLOC_CAP_DEFAULT 1

size_t heap_caps_get_largest_free_block(uint32_t caps);

#endif
