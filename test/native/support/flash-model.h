/* SPDX-License-Identifier: Apache-2.0 */
/* Two sectors of flash memory: programming clears bits, and only in words that are blank; erasing sets them; power may go in the middle of either. */
#ifndef MCTP_XS_FLASH_MODEL_H
#define MCTP_XS_FLASH_MODEL_H

#include "hosts/common/native/flash.h"

enum { kModelSector = 256 };

/* What becomes of the operation in which power goes. */
typedef enum { kCutBefore, kCutWithin, kCutAfter, kCuts } Cut;

extern const Flash gFlashModel;

/* Both sectors are blank, and there is power. */
void flashModelNew(void);
/* Power goes with the operation after `operations` more; random numbers tell what is left of one that was cut. */
void flashModelCut(uint32_t operations, Cut cut, uint32_t random);
void flashModelPower(void);
/* A word that stays what it is when it is programmed. */
void flashModelWear(uint32_t sector, uint32_t offset);
/* Operations since the model was new. */
uint32_t flashModelOperations(void);
uint32_t flashModelErasures(void);
/* For tests that damage it. */
uint8_t *flashModelBytes(uint32_t sector);

#endif
