/* SPDX-License-Identifier: Apache-2.0 */
/* The wire of dcd.h behind TinyUSB's own driver of the DesignWare core (dcd_dwc2.c), as for an ESP32-S3, on the model of that core which the STM32F405's driver is tested on.
 *
 * The driver reads and writes registers as memory. It is compiled with -fsanitize=thread, for which gcc calls a function before each access, and whose functions are ours: before a
 * register is read the model says what is in it; what has been written is told the model at the next access, or as the function ends. */
#include "dcd.h"

#include <esp_intr_alloc.h>
#include <pthread.h>
#include <soc/usb_wrap_struct.h>
#include <string.h>
#include <sys/mman.h>

#include "hosts/stm32f405/model/otg-fs.h"
#include "hosts/stm32f405/peripherals/otg-fs-registers.h"
#include "test/native/check.h"

enum { kRegisters = 0x60080000, kSize = 0x20000, kOnesOwn = 0x100, kEndpointsEnd = 0x80 };
/* What the model has not, because the STM32F405 has not, or has no need of it (dwc2_info.md). */
enum { GOTGCTL = 0x000, GSNPSID = 0x040, GHWCFG2 = 0x048, GHWCFG3 = 0x04C, GHWCFG4 = 0x050, GDFIFOCFG = 0x05C };

usb_wrap_dev_t USB_WRAP;
static OtgModel gModel;
static bool gStarted, gHolding, gServing;
static intr_handler_t gHandler;
static void *gHandlerContext;
/* Driver and bus, one at a time: the interrupt comes to the processor that TinyUSB's task is on. */
static pthread_mutex_t gCore = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static uint32_t gScratch[kOnesOwn / sizeof(uint32_t)];

static void serve(void)
{
	for (int turns = 0; gHandler && !gHolding && !gServing && otgModelInterrupts(&gModel); turns++) {
		CHECK(turns < 100);
		gServing = true;
		gHandler(gHandlerContext);
		gServing = false;
	}
}

/* Registers */

static void begin(void)
{
	if (gStarted)
		return;
	gStarted = true;
	CHECK(MAP_FAILED != mmap((void *)(uintptr_t)kRegisters, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0));
	otgModelStart(&gModel);
	gModel.gccfg = PWRDWN | VBUSBSEN;
}

static bool isScratch(uint32_t offset)
{
	return (GOTGCTL == offset) || ((GSNPSID <= offset) && (offset < kOnesOwn));
}

/* An endpoint that the model does not have. */
static bool isNobodys(uint32_t offset)
{
	const bool in = (DIEPCTL(kOtgEndpoints) <= offset) && (offset < DOEPCTL(0));
	return in || ((DOEPCTL(kOtgEndpoints) <= offset) && (offset < PCGCCTL)) || (offset >= OTG_FIFO(kOtgEndpoints));
}

static uint32_t fromModel(uint32_t offset)
{
	switch (offset) {
	case GSNPSID: return 0x4F54400A;
	case GHWCFG2: return 0x224DD930;
	case GHWCFG3: return 0x00C804B5;
	case GHWCFG4: return 0xD3F0A030;
	}
	if (isScratch(offset))
		return gScratch[offset / sizeof(uint32_t)];
	return isNobodys(offset) ? 0 : gModel.device.read(&gModel.device, offset / sizeof(uint32_t));
}

static void toModel(uint32_t offset, uint32_t value)
{
	if (isScratch(offset))
		gScratch[offset / sizeof(uint32_t)] = value;
	else if (!isNobodys(offset))
		gModel.device.write(&gModel.device, offset / sizeof(uint32_t), value);
}

/* Offset and one of what has been written; 0: nothing. */
static _Thread_local uint32_t gWritten;

static void settle(void)
{
	const uint32_t written = gWritten;
	gWritten = 0;
	if (written)
		toModel(written - 1, *(volatile uint32_t *)(uintptr_t)(kRegisters + written - 1));
}

static bool isRegister(const volatile void *address)
{
	return (uintptr_t)address - kRegisters < kSize;
}

static void readsWord(const volatile void *address)
{
	const uint32_t offset = (uint32_t)((uintptr_t)address - kRegisters);
	settle();
	if (!isRegister(address))
		return;
	if (GINTSTS == offset)
		serve(); /* the task waits for what only an interrupt brings */
	*(volatile uint32_t *)(uintptr_t)address = fromModel(offset);
}

static void writesWord(const volatile void *address)
{
	settle();
	if (isRegister(address))
		gWritten = (uint32_t)((uintptr_t)address - kRegisters) + 1;
}

/* Part of a word, as of a bit field. */
static void readsPart(const volatile void *address)
{
	readsWord((const volatile void *)((uintptr_t)address & ~(uintptr_t)3));
}

static void writesPart(const volatile void *address)
{
	readsPart(address);
	writesWord((const volatile void *)((uintptr_t)address & ~(uintptr_t)3));
}

static void otherwise(const volatile void *address)
{
	CHECK(!isRegister(address));
	settle();
}

void __tsan_init(void) {}
void __tsan_read4(void *address) { readsWord(address); }
void __tsan_write4(void *address) { writesWord(address); }
void __tsan_unaligned_read4(void *address) { readsWord(address); }
void __tsan_unaligned_write4(void *address) { writesWord(address); }
void __tsan_read1(void *address) { readsPart(address); }
void __tsan_write1(void *address) { writesPart(address); }
void __tsan_read2(void *address) { readsPart(address); }
void __tsan_write2(void *address) { writesPart(address); }
void __tsan_unaligned_read2(void *address) { readsPart(address); }
void __tsan_unaligned_write2(void *address) { writesPart(address); }
void __tsan_read8(void *address) { otherwise(address); }
void __tsan_write8(void *address) { otherwise(address); }
void __tsan_unaligned_read8(void *address) { otherwise(address); }
void __tsan_unaligned_write8(void *address) { otherwise(address); }
void __tsan_read16(void *address) { otherwise(address); }
void __tsan_write16(void *address) { otherwise(address); }
void __tsan_read_range(void *address, long size) { otherwise(address); }
void __tsan_write_range(void *address, long size) { otherwise(address); }

void __tsan_func_entry(void *caller)
{
	pthread_mutex_lock(&gCore);
	settle();
}

void __tsan_func_exit(void *unused)
{
	settle();
	pthread_mutex_unlock(&gCore);
}

/* Interrupts */

esp_err_t esp_intr_alloc(int source, int flags, intr_handler_t handler, void *context, intr_handle_t *handle)
{
	pthread_mutex_lock(&gCore);
	gHandler = handler;
	gHandlerContext = context;
	pthread_mutex_unlock(&gCore);
	return ESP_OK;
}

esp_err_t esp_intr_free(intr_handle_t handle)
{
	pthread_mutex_lock(&gCore);
	gHandler = NULL;
	pthread_mutex_unlock(&gCore);
	return ESP_OK;
}

void wireHoldInterrupts(bool on)
{
	pthread_mutex_lock(&gCore);
	gHolding = on;
	serve();
	pthread_mutex_unlock(&gCore);
}

/* The bus */

static bool isConnected(void)
{
	return gStarted && gHandler && otgModelConnected(&gModel) && !USB_WRAP.otg_conf.pad_pull_override;
}

bool wireConnected(void)
{
	bool connected;
	pthread_mutex_lock(&gCore);
	connected = isConnected();
	pthread_mutex_unlock(&gCore);
	return connected;
}

void wireReset(void)
{
	pthread_mutex_lock(&gCore);
	otgModelReset(&gModel, true);
	serve();
	otgModelReset(&gModel, false);
	serve();
	pthread_mutex_unlock(&gCore);
}

static void suspend(bool on)
{
	pthread_mutex_lock(&gCore);
	otgModelSuspend(&gModel, on);
	serve();
	pthread_mutex_unlock(&gCore);
}

void wireSuspend(void)
{
	suspend(true);
}

void wireResume(void)
{
	suspend(false);
}

void wireUnplug(void)
{
	pthread_mutex_lock(&gCore);
	otgModelVbusLost(&gModel);
	serve();
	pthread_mutex_unlock(&gCore);
}

static void begins(void)
{
	pthread_mutex_lock(&gCore);
	serve();
}

static WireAnswer answered(Handshake handshake)
{
	serve();
	pthread_mutex_unlock(&gCore);
	switch (handshake) {
	case kAck: return kWireAck;
	case kNak: return kWireNak;
	case kStall: return kWireStall;
	default: return kWireSilence;
	}
}

WireAnswer wireSetup(uint8_t address, const uint8_t *request)
{
	begins();
	return answered(isConnected() ? otgModelSetup(&gModel, address, request) : kNoAnswer);
}

WireAnswer wireOut(uint8_t address, uint8_t number, bool toggle, const uint8_t *bytes, uint32_t length)
{
	begins();
	return answered(isConnected() ? otgModelOut(&gModel, address, number, toggle, bytes, length) : kNoAnswer);
}

WireAnswer wireIn(uint8_t address, uint8_t number, bool *toggle, uint8_t *bytes, uint32_t *length)
{
	Handshake handshake = kNoAnswer;
	begins();
	if (isConnected())
		handshake = otgModelIn(&gModel, address, number, bytes, length, toggle);
	if (kAck == handshake)
		otgModelInTaken(&gModel, number);
	return answered(handshake);
}

void wireRefuse(uint32_t times)
{
	CHECK(!times);
}

void wireFail(uint32_t times)
{
	CHECK(!times);
}

/* A reset of the bus ends what an endpoint does, and leaves it enabled. */
static bool hasTransfer(const ModelEndpoint *endpoint)
{
	return (EPENA | USBAEP) == (endpoint->control & (EPENA | USBAEP));
}

uint32_t wireHeld(void)
{
	uint32_t held;
	pthread_mutex_lock(&gCore);
	held = hasTransfer(&gModel.in[1]) + hasTransfer(&gModel.out[1]);
	pthread_mutex_unlock(&gCore);
	return held;
}

__attribute__((constructor)) static void atFirst(void)
{
	begin();
}
