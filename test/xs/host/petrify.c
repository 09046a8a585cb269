/* SPDX-License-Identifier: Apache-2.0 */
/* What the SDK's linker does to preloaded modules, whose objects live in flash: functions, classes and their prototypes, buffers, maps and sets that exist when
 * the modules have been loaded become read-only, and so do the private fields of frozen objects. Other objects, arrays and module variables stay writable: XS keeps
 * their changes in RAM. */
#include "host.h"

static bool isFunction(const txSlot *property)
{
	switch (property->kind) {
	case XS_CALLBACK_KIND: case XS_CALLBACK_X_KIND: case XS_CODE_KIND: case XS_CODE_X_KIND: return true;
	default: return false;
	}
}

static bool isStore(const txSlot *property)
{
	switch (property->kind) {
	case XS_ARRAY_BUFFER_KIND: case XS_DATA_VIEW_KIND: case XS_TYPED_ARRAY_KIND: return true;
	case XS_MAP_KIND: case XS_SET_KIND: case XS_WEAK_MAP_KIND: case XS_WEAK_SET_KIND: case XS_DATE_KIND: return true;
	default: return false;
	}
}

static void freeze(txSlot *property)
{
	property->flag |= XS_DONT_DELETE_FLAG;
	if (XS_ACCESSOR_KIND != property->kind)
		property->flag |= XS_DONT_SET_FLAG;
}

static void freezeInstance(txSlot *instance)
{
	for (txSlot *property = instance->next; property; property = property->next)
		if (!(property->flag & XS_INTERNAL_FLAG) || isStore(property))
			freeze(property);
	instance->flag |= XS_DONT_PATCH_FLAG;
}

static bool isFrozen(const txSlot *instance)
{
	if (!(instance->flag & XS_DONT_PATCH_FLAG))
		return false;
	for (const txSlot *property = instance->next; property; property = property->next) {
		if (property->flag & XS_INTERNAL_FLAG)
			continue;
		if (!(property->flag & XS_DONT_DELETE_FLAG) || ((XS_ACCESSOR_KIND != property->kind) && !(property->flag & XS_DONT_SET_FLAG)))
			return false;
	}
	return true;
}

static void freezeFields(txSlot *instance)
{
	if (!isFrozen(instance))
		return;
	for (txSlot *property = instance->next; property && (property->flag & XS_INTERNAL_FLAG); property = property->next)
		if (XS_PRIVATE_KIND == property->kind)
			for (txSlot *field = property->value.private.first; field; field = field->next)
				freeze(field);
}

static void freezeFunctionsAndStores(txSlot *instance)
{
	const txSlot *first = instance->next;
	if (!first || !(first->flag & XS_INTERNAL_FLAG))
		return;
	if (isStore(first))
		freezeInstance(instance);
	if (!isFunction(first))
		return;
	freezeInstance(instance);
	if (instance->flag & XS_CAN_CONSTRUCT_FLAG)
		for (const txSlot *property = first->next; property; property = property->next)
			if ((mxID(_prototype) == property->ID) && (XS_REFERENCE_KIND == property->kind))
				freezeInstance(property->value.reference);
}

static void eachInstance(txMachine *the, void (*visit)(txSlot *))
{
	for (txSlot *block = the->firstHeap; block; block = block->next)
		for (txSlot *slot = block + 1; slot < block->value.reference; slot++)
			if (XS_INSTANCE_KIND == slot->kind)
				visit(slot);
}

void petrifyHeap(xsMachine *the)
{
	xsCollectGarbage();
	eachInstance(the, freezeFunctionsAndStores);
	eachInstance(the, freezeFields);
}
