// SPDX-License-Identifier: GPL-2.0-only
/*
 * An I2C adapter, with target support, whose wire is the character device /dev/i2c-bridge: a stream of bytes that
 * somebody carries to the rest of the bus, outside of the machine. Frames, both ways:
 *
 *   u16 length, big endian, of what follows;  u8 kind;  body
 *
 *   1 WRITE  u8 address << 1, data          START, address, data, STOP
 *   2 ACK                                   the other side's WRITE was acknowledged
 *   3 NACK                                  its WRITE or READ was not
 *   4 READ   u8 address << 1 | 1, u16 count, data
 *            START, data to that address if there are any, repeated START, count bytes from there, STOP
 *   5 DATA   bytes                          what a READ brought
 *
 * Each side has one WRITE or READ under way at a time, and answers each of the other's.
 */
#include <linux/completion.h>
#include <linux/i2c.h>
#include <linux/kfifo.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/unaligned.h>
#include <linux/wait.h>

#define LONGEST 1024 /* bytes behind the length of a frame */
#define TARGETS 128

enum kind { WRITE_FRAME = 1, ACK, NACK, READ_FRAME, DATA };

static unsigned int timeout_ms = 500;
module_param(timeout_ms, uint, 0644);
MODULE_PARM_DESC(timeout_ms, "milliseconds that the other side may take to answer");

static struct {
	struct i2c_adapter adapter;
	struct i2c_client *targets[TARGETS];
	struct mutex lock; /* targets, and what was received of a frame */
	u8 in[2 + LONGEST];
	unsigned int in_length;

	spinlock_t out_lock;
	wait_queue_head_t readers;
	DECLARE_KFIFO(out, u8, 16384);

	spinlock_t answer_lock; /* what the transfer under way waits for */
	struct completion answered;
	struct i2c_msg *read; /* where bytes of a READ go */
	bool waiting;
	int result;
} bridge;

static int emit(enum kind kind, const u8 *head, unsigned int head_length, const u8 *body, unsigned int length)
{
	u8 start[3];
	int result = -ENOBUFS;

	put_unaligned_be16(1 + head_length + length, start);
	start[2] = kind;
	spin_lock(&bridge.out_lock);
	if (kfifo_avail(&bridge.out) >= sizeof(start) + head_length + length) {
		kfifo_in(&bridge.out, start, sizeof(start));
		kfifo_in(&bridge.out, head, head_length);
		kfifo_in(&bridge.out, body, length);
		result = 0;
	}
	spin_unlock(&bridge.out_lock);
	wake_up_interruptible(&bridge.readers);
	return result;
}

/* Sends a frame and waits for what the other side makes of it; bytes go to `read`. */
static int ask(enum kind kind, const u8 *head, unsigned int head_length, const struct i2c_msg *write, struct i2c_msg *read)
{
	int result;

	if (write && write->len > LONGEST - 8)
		return -EMSGSIZE;
	spin_lock(&bridge.answer_lock);
	reinit_completion(&bridge.answered);
	bridge.read = read;
	bridge.result = -ETIMEDOUT;
	bridge.waiting = true;
	spin_unlock(&bridge.answer_lock);
	result = emit(kind, head, head_length, write ? write->buf : NULL, write ? write->len : 0);
	if (!result)
		wait_for_completion_timeout(&bridge.answered, msecs_to_jiffies(timeout_ms));
	spin_lock(&bridge.answer_lock);
	bridge.waiting = false;
	bridge.read = NULL;
	spin_unlock(&bridge.answer_lock);
	return result ? result : bridge.result;
}

static int transfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	const struct i2c_msg *first = &messages[0], *last = &messages[count - 1];
	u8 head[3];
	int at, result = 0;

	for (at = 0; at < count; at++)
		if (messages[at].flags & (I2C_M_TEN | I2C_M_RECV_LEN))
			return -EOPNOTSUPP;
	if (last->flags & I2C_M_RD) { /* alone, or after one write to the same target */
		if (count > 2 || (count == 2 && ((first->flags & I2C_M_RD) || first->addr != last->addr)))
			return -EOPNOTSUPP;
		if (last->len > LONGEST - 1)
			return -EMSGSIZE;
		head[0] = last->addr << 1 | 1;
		put_unaligned_be16(last->len, head + 1);
		result = ask(READ_FRAME, head, 3, count == 2 ? first : NULL, &messages[count - 1]);
		return result ? result : count;
	}
	for (at = 0; at < count && !result; at++) {
		if (messages[at].flags & I2C_M_RD)
			return -EOPNOTSUPP;
		head[0] = messages[at].addr << 1;
		result = ask(WRITE_FRAME, head, 1, &messages[at], NULL);
	}
	return result ? result : count;
}

static u32 functionality(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SLAVE | (I2C_FUNC_SMBUS_EMUL & ~I2C_FUNC_SMBUS_BLOCK_PROC_CALL);
}

static int add_target(struct i2c_client *client)
{
	int result = -EBUSY;

	mutex_lock(&bridge.lock);
	if (client->addr < TARGETS && !bridge.targets[client->addr]) {
		bridge.targets[client->addr] = client;
		result = 0;
	}
	mutex_unlock(&bridge.lock);
	return result;
}

static int remove_target(struct i2c_client *client)
{
	mutex_lock(&bridge.lock);
	bridge.targets[client->addr] = NULL;
	mutex_unlock(&bridge.lock);
	return 0;
}

static const struct i2c_algorithm algorithm = {
	.xfer = transfer,
	.functionality = functionality,
	.reg_target = add_target,
	.unreg_target = remove_target,
};

/* The other side has answered the transfer under way, if there is one. */
static void answer(enum kind kind, const u8 *body, unsigned int length)
{
	spin_lock(&bridge.answer_lock);
	if (bridge.waiting) {
		bridge.waiting = false;
		bridge.result = kind == NACK ? -ENXIO : -EPROTO;
		if (kind == ACK && !bridge.read)
			bridge.result = 0;
		if (kind == DATA && bridge.read && length == bridge.read->len) {
			memcpy(bridge.read->buf, body, length);
			bridge.result = 0;
		}
		complete(&bridge.answered);
	}
	spin_unlock(&bridge.answer_lock);
}

/* The other side writes to a target of ours. What the driver says at STOP is its verdict on the packet, no acknowledgement. */
static void written(const u8 *body, unsigned int length)
{
	struct i2c_client *client = body[0] & 1 || body[0] >> 1 >= TARGETS ? NULL : bridge.targets[body[0] >> 1];
	int result = client ? 0 : -ENXIO;
	unsigned int at;
	u8 value = 0;

	if (client) {
		result = i2c_slave_event(client, I2C_SLAVE_WRITE_REQUESTED, &value);
		for (at = 1; at < length && result >= 0; at++) {
			value = body[at];
			result = i2c_slave_event(client, I2C_SLAVE_WRITE_RECEIVED, &value);
		}
		i2c_slave_event(client, I2C_SLAVE_STOP, &value);
	}
	emit(result < 0 ? NACK : ACK, NULL, 0, NULL, 0);
}

static void take(const u8 *frame, unsigned int length)
{
	switch (frame[0]) {
	case ACK:
	case NACK:
	case DATA:
		answer(frame[0], frame + 1, length - 1);
		break;
	case WRITE_FRAME:
		if (length > 1)
			written(frame + 1, length - 1);
		break;
	case READ_FRAME: /* no target of ours is read */
		emit(NACK, NULL, 0, NULL, 0);
		break;
	}
}

static ssize_t bridge_write(struct file *file, const char __user *user, size_t count, loff_t *offset)
{
	size_t at;
	int result = 0;

	mutex_lock(&bridge.lock);
	for (at = 0; at < count && !result; at++) {
		unsigned int length;

		result = get_user(bridge.in[bridge.in_length], user + at);
		if (result || ++bridge.in_length < 2)
			continue;
		length = get_unaligned_be16(bridge.in);
		if (!length || length > LONGEST) /* out of step: nothing can be made of it */
			bridge.in_length = 0;
		else if (bridge.in_length == length + 2) {
			take(bridge.in + 2, length);
			bridge.in_length = 0;
		}
	}
	mutex_unlock(&bridge.lock);
	return result ? result : count;
}

static ssize_t bridge_read(struct file *file, char __user *user, size_t count, loff_t *offset)
{
	u8 bytes[256];
	unsigned int length;

	if (wait_event_interruptible(bridge.readers, !kfifo_is_empty(&bridge.out)))
		return -ERESTARTSYS;
	spin_lock(&bridge.out_lock);
	length = kfifo_out(&bridge.out, bytes, min(count, sizeof(bytes)));
	spin_unlock(&bridge.out_lock);
	return copy_to_user(user, bytes, length) ? -EFAULT : length;
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.read = bridge_read,
	.write = bridge_write,
	.llseek = noop_llseek,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "i2c-bridge",
	.fops = &operations,
};

static int __init bridge_init(void)
{
	int result;

	mutex_init(&bridge.lock);
	spin_lock_init(&bridge.out_lock);
	spin_lock_init(&bridge.answer_lock);
	init_waitqueue_head(&bridge.readers);
	init_completion(&bridge.answered);
	INIT_KFIFO(bridge.out);
	bridge.adapter.owner = THIS_MODULE;
	bridge.adapter.algo = &algorithm;
	strscpy(bridge.adapter.name, "i2c-bridge", sizeof(bridge.adapter.name));
	result = misc_register(&device);
	if (result)
		return result;
	result = i2c_add_adapter(&bridge.adapter);
	if (result)
		misc_deregister(&device);
	return result;
}

static void __exit bridge_exit(void)
{
	i2c_del_adapter(&bridge.adapter);
	misc_deregister(&device);
}

module_init(bridge_init);
module_exit(bridge_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("I2C adapter whose wire is a stream of bytes");
