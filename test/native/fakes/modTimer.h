/* SPDX-License-Identifier: Apache-2.0 */
/* Of the SDK's timers what hosts/board/native/post.c calls; they run in the task of the machine. */
#ifndef FAKE_MOD_TIMER_H
#define FAKE_MOD_TIMER_H

typedef struct modTimerRecord *modTimer;
typedef void (*modTimerCallback)(modTimer timer, void *refcon, int refconSize);
modTimer modTimerAdd(int firstInterval, int secondInterval, modTimerCallback cb, void *refcon, int refconSize);
void modTimerRemove(modTimer timer);

#endif
