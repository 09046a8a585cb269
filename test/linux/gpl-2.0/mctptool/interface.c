// SPDX-License-Identifier: GPL-2.0-only
/* Network interfaces, and the line discipline that makes one of a tty. */
#include "mctptool.h"
#include <fcntl.h>
#include <linux/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#ifndef N_MCTP
#define N_MCTP 28
#endif

static int interface_ioctl(unsigned long request, struct ifreq *r)
{
	int s = socket(AF_UNIX, SOCK_DGRAM, 0), rc = ioctl(s, request, r);

	close(s);
	return rc;
}

static struct ifreq interface_named(const char *name)
{
	struct ifreq r = { 0 };

	strncpy(r.ifr_name, name, sizeof(r.ifr_name) - 1);
	return r;
}

int interface_index(const char *name)
{
	struct ifreq r = interface_named(name);

	if (interface_ioctl(SIOCGIFINDEX, &r) < 0)
		die(name);
	return r.ifr_ifindex;
}

const char *interface_name(int index)
{
	static struct ifreq r;

	r.ifr_ifindex = index;
	if (interface_ioctl(SIOCGIFNAME, &r) < 0)
		die("interface");
	return r.ifr_name;
}

int up_down(const char *name, int up, const char *mtu)
{
	struct ifreq r = interface_named(name);

	if (mtu) {
		r.ifr_mtu = number(mtu);
		if (interface_ioctl(SIOCSIFMTU, &r))
			die("mtu");
		r = interface_named(name);
	}
	if (interface_ioctl(SIOCGIFFLAGS, &r))
		die(name);
	r.ifr_flags = up ? r.ifr_flags | IFF_UP : r.ifr_flags & ~IFF_UP;
	if (interface_ioctl(SIOCSIFFLAGS, &r))
		die("flags");
	return 0;
}

_Noreturn void line_discipline(const char *tty)
{
	int fd = open(tty, O_RDWR | O_NOCTTY), discipline = N_MCTP;
	struct termios t;

	if (fd < 0)
		die(tty);
	if (!tcgetattr(fd, &t)) {
		cfmakeraw(&t);
		t.c_cflag |= CLOCAL | CREAD;
		t.c_cflag &= ~CRTSCTS;
		cfsetspeed(&t, B115200);
		tcsetattr(fd, TCSANOW, &t);
	}
	if (ioctl(fd, TIOCSETD, &discipline))
		die("TIOCSETD");
	for (;;)
		pause();
}
