// SPDX-License-Identifier: Apache-2.0
/*
 * mi-probe NET EID COMMAND ...: sends, through libnvme-mi 1.14 or later, what nvme-cli has no subcommand for. A COMMAND is a name of the
 * table below, with its numbers: NAME, NAME=A, NAME=A,B or NAME=A,B,C. Prints a line for each: its fields, or the status of the answer.
 * Exit status: 0 all were answered, whatever the status; 1 one was not; 2 usage.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libnvme-mi.h>

enum { mostNumbers = 3, mostData = 4096, eventPatience = 20000 };

struct arguments {
	unsigned long number[mostNumbers];
	/* Data of a raw command, from hexadecimal digits behind its numbers. */
	uint8_t data[mostData];
	size_t length;
};

static nvme_mi_ep_t endpoint;

/* Each returns what libnvme-mi returned, and prints its fields where that is 0. */

static int subsystem(const struct arguments *in)
{
	struct nvme_mi_read_nvm_ss_info info;
	int rc = nvme_mi_mi_read_mi_data_subsys(endpoint, &info);

	(void)in;
	if (!rc)
		printf("ports %u, NVMe-MI %u.%u", info.nump + 1, info.mjr, info.mnr);
	return rc;
}

static int port(const struct arguments *in)
{
	struct nvme_mi_read_port_info info;
	int rc = nvme_mi_mi_read_mi_data_port(endpoint, in->number[0], &info);

	if (!rc)
		printf("type %u, capabilities %02x, largest unit %u, buffer %u", info.portt, info.rsvd1, info.mmctptus, info.meb);
	return rc;
}

static int controllers(const struct arguments *in)
{
	struct nvme_ctrl_list list;
	int rc = nvme_mi_mi_read_mi_data_ctrl_list(endpoint, in->number[0], &list);

	if (!rc) {
		printf("%u:", list.num);
		for (int index = 0; index < list.num; index++)
			printf(" %u", list.identifier[index]);
	}
	return rc;
}

static int controller(const struct arguments *in)
{
	struct nvme_mi_read_ctrl_info info;
	int rc = nvme_mi_mi_read_mi_data_ctrl(endpoint, in->number[0], &info);

	if (!rc)
		printf("port %u, routing %u %04x, ids %04x %04x %04x %04x", info.portid, info.prii, info.pri, info.vid, info.did, info.ssvid, info.ssid);
	return rc;
}

static int health(const struct arguments *in)
{
	struct nvme_mi_nvm_ss_health_status status;
	int rc = nvme_mi_mi_subsystem_health_status_poll(endpoint, in->number[0], &status);

	if (!rc)
		printf("nss %02x, sw %02x, ctemp %d, pdlu %u, ccs %04x", status.nss, status.sw, (int8_t)status.ctemp, status.pdlu, status.ccs);
	return rc;
}

static int frequency(const struct arguments *in)
{
	enum nvme_mi_config_smbus_freq value;
	int rc = nvme_mi_mi_config_get_smbus_freq(endpoint, in->number[0], &value);

	if (!rc)
		printf("%u", value);
	return rc;
}

static int setFrequency(const struct arguments *in)
{
	return nvme_mi_mi_config_set_smbus_freq(endpoint, in->number[0], in->number[1]);
}

static int unit(const struct arguments *in)
{
	__u16 value;
	int rc = nvme_mi_mi_config_get_mctp_mtu(endpoint, in->number[0], &value);

	if (!rc)
		printf("%u", value);
	return rc;
}

static int setUnit(const struct arguments *in)
{
	return nvme_mi_mi_config_set_mctp_mtu(endpoint, in->number[0], in->number[1]);
}

static int clearChanges(const struct arguments *in)
{
	return nvme_mi_mi_config_set_health_status_change(endpoint, in->number[0]);
}

static int primitive(const struct arguments *in)
{
	__u16 cpsr;
	int rc = nvme_mi_control(endpoint, in->number[0], in->number[1], &cpsr);

	if (!rc)
		printf("cpsr %04x", cpsr);
	return rc;
}

static int slot(const struct arguments *in)
{
	return nvme_mi_set_csi(endpoint, in->number[0]);
}

/* Any command of the management interface: opcode, both doublewords, data. */
static int command(const struct arguments *in)
{
	static struct { struct nvme_mi_mi_req_hdr header; uint8_t data[mostData]; } request;
	static struct { struct nvme_mi_mi_resp_hdr header; uint8_t data[mostData]; } response;
	size_t length = sizeof(response.data);
	int rc;

	memset(&request.header, 0, sizeof(request.header));
	request.header.opcode = in->number[0];
	request.header.cdw0 = in->number[1];
	request.header.cdw1 = in->number[2];
	memcpy(request.data, in->data, in->length);
	rc = nvme_mi_mi_xfer(endpoint, &request.header, in->length, &response.header, &length);
	if (rc)
		return rc;
	if (response.header.status)
		return response.header.status;
	printf("nmresp %02x%02x%02x, data", response.header.nmresp[2], response.header.nmresp[1], response.header.nmresp[0]);
	for (size_t index = 0; index < length; index++)
		printf(" %02x", response.data[index]);
	return 0;
}

static unsigned long awaited;

static enum nvme_mi_aem_handler_next_action onEvents(nvme_mi_ep_t from, size_t count, void *user)
{
	struct nvme_mi_event *event;

	(void)count;
	(void)user;
	while ((event = nvme_mi_aem_get_next_event(from))) {
		printf("event %u of %u,", event->aeoi, event->aeocidi);
		for (size_t index = 0; index < event->spec_info_len; index++)
			printf(" %02x", ((uint8_t *)event->spec_info)[index]);
		printf("\n");
		if (awaited)
			awaited--;
	}
	return NVME_MI_AEM_HNA_ACK;
}

static int enabledEvents(const struct arguments *in)
{
	struct nvme_mi_aem_enabled_map map;
	int rc = nvme_mi_aem_get_enabled(endpoint, &map);

	(void)in;
	for (int id = 0; !rc && id < 256; id++)
		if (map.enabled[id])
			printf("%u ", id);
	return rc;
}

/* Enables the event A and waits for B of any kind, which it acknowledges; then disables all. */
static int events(const struct arguments *in)
{
	struct nvme_mi_aem_config config = { .aem_handler = onEvents, .encfa = true, .aemd = 0, .aerd = 5 };
	struct pollfd descriptor = { .events = POLLIN };
	int rc;

	config.enabled_map.enabled[in->number[0] & 0xff] = true;
	rc = nvme_mi_aem_enable(endpoint, &config, NULL);
	if (rc)
		return rc;
	printf("enabled\n");
	awaited = in->number[1];
	descriptor.fd = nvme_mi_aem_get_fd(endpoint);
	while (awaited) {
		if (poll(&descriptor, 1, eventPatience) <= 0) {
			printf("none came\n");
			break;
		}
		rc = nvme_mi_aem_process(endpoint, NULL);
		if (rc)
			return rc;
	}
	return nvme_mi_aem_disable(endpoint);
}

static const struct {
	const char *name, *numbers;
	int (*run)(const struct arguments *);
} commands[] = {
	{ "subsystem", "", subsystem },
	{ "port", "PORT", port },
	{ "controllers", "FIRST", controllers },
	{ "controller", "ID", controller },
	{ "health", "CLEAR", health },
	{ "frequency", "PORT", frequency },
	{ "set-frequency", "PORT,FREQUENCY", setFrequency },
	{ "unit", "PORT", unit },
	{ "set-unit", "PORT,UNIT", setUnit },
	{ "clear-changes", "FLAGS", clearChanges },
	{ "primitive", "OPCODE,PARAMETER", primitive },
	{ "slot", "SLOT", slot },
	{ "command", "OPCODE,DOUBLEWORD0,DOUBLEWORD1[,DATA]", command },
	{ "enabled-events", "", enabledEvents },
	{ "events", "ID,COUNT", events },
};

/* Numbers and data behind the name; whether they are such. */
static int parse(const char *text, struct arguments *out)
{
	char *end;

	memset(out, 0, sizeof(*out));
	for (int index = 0; *text && index < mostNumbers; index++) {
		out->number[index] = strtoul(text, &end, 0);
		if (end == text || (*end && *end != ','))
			return 0;
		text = *end ? end + 1 : end;
	}
	for (; text[0] && text[1] && out->length < mostData; text += 2)
		if (1 != sscanf(text, "%2hhx", &out->data[out->length++]))
			return 0;
	return !*text;
}

/* Whether it was answered. */
static int run(const char *text)
{
	struct arguments arguments;
	size_t length = strcspn(text, "=");
	int rc;

	for (size_t index = 0; index < sizeof(commands) / sizeof(commands[0]); index++) {
		if (strlen(commands[index].name) != length || strncmp(commands[index].name, text, length))
			continue;
		if (!parse(text[length] ? text + length + 1 : "", &arguments)) {
			fprintf(stderr, "mi-probe: write %s=%s\n", commands[index].name, commands[index].numbers);
			exit(2);
		}
		printf("%s: ", text);
		rc = commands[index].run(&arguments);
		if (rc < 0)
			printf("failed, %s", strerror(errno));
		else if (rc)
			printf("status %02x", rc & 0xff);
		printf("\n");
		fflush(stdout);
		return rc >= 0;
	}
	fprintf(stderr, "mi-probe: there is no command %s\n", text);
	exit(2);
}

int main(int count, char **values)
{
	nvme_root_t root;
	int answered = 1;

	if (count < 4) {
		fprintf(stderr, "usage: mi-probe NET EID COMMAND ...\n");
		for (size_t index = 0; index < sizeof(commands) / sizeof(commands[0]); index++)
			fprintf(stderr, "  %s=%s\n", commands[index].name, commands[index].numbers);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	root = nvme_mi_create_root(stderr, 4);
	nvme_mi_set_probe_enabled(root, false);
	endpoint = nvme_mi_open_mctp(root, atoi(values[1]), atoi(values[2]));
	if (!endpoint) {
		perror("mi-probe");
		return 1;
	}
	for (int index = 3; index < count; index++)
		answered &= run(values[index]);
	nvme_mi_close(endpoint);
	nvme_mi_free_root(root);
	return answered ? 0 : 1;
}
