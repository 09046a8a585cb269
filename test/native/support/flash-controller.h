/* SPDX-License-Identifier: Apache-2.0 */
/* The flash controller of an STM32F405 (RM0090 3) and sectors 1 and 2 of its memory, which what is wrong ends the test for. */
#ifndef MCTP_XS_FLASH_CONTROLLER_H
#define MCTP_XS_FLASH_CONTROLLER_H

#include <stdint.h>

/* A locked controller, blank memory. */
void flashControllerNew(void);
/* The next operation fails with these bits of the status. */
void flashControllerFail(uint32_t errors);
/* Erased sectors whose old bytes the data cache may still have. */
uint32_t flashControllerStale(void);

#endif
