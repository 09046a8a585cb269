// SPDX-License-Identifier: Apache-2.0
// What XS gives to modules that are written in C, declared as the SDK does.
/* eslint-disable @typescript-eslint/no-explicit-any */

/** The C function of that name. Where `return native("name").call(this, ...)` is the whole body of a function, XS makes that a bare host function. */
declare function native(name: string): (...parameters: any[]) => any;

/** The base of a class whose instances hold C data; the C function named releases it. */
declare function Native(destructor: string): new (...parameters: any[]) => any;
