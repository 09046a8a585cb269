/* SPDX-License-Identifier: Apache-2.0 */
/* ESP-IDF's own header replaces parts of its compiler's C library, which another compiler does not have. */
#include <sys/reent.h>
