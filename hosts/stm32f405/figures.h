/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MCTP_XS_FIGURES_H
#define MCTP_XS_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

/* What the machine counts, by Figure of modules/device/health.ts. Returns false for what it does not. */
bool figure(void *machine, int32_t figure, uint32_t *value);

#endif
