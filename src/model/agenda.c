#include "model/agenda.h"

bool session_on(const struct session *session, int64_t now_utc_s)
{
	return !session->cancelled && !session->all_day && session->away_utc_s == 0 &&
	       session->start_utc_s <= now_utc_s && now_utc_s < session->end_utc_s;
}

bool session_changed(const struct session *session)
{
	return session->cancelled || session->delay_minutes != 0 || session->was_room != NULL ||
	       session->was_start_utc_s != 0 || session->was_title != NULL || session->added ||
	       session->moved != NULL || session->away_utc_s != 0;
}

int64_t session_old_start_utc_s(const struct session *session)
{
	return session->was_start_utc_s != 0 ? session->was_start_utc_s
					     : session->start_utc_s - session->delay_minutes * 60;
}

int64_t session_old_end_utc_s(const struct session *session)
{
	return session_old_start_utc_s(session) + session->end_utc_s - session->start_utc_s;
}

size_t agenda_now(const struct agenda *agenda, int64_t now_utc_s)
{
	size_t i = 0;
	while (i < agenda->sessions_count && !session_on(&agenda->sessions[i], now_utc_s))
		i++;
	return i;
}

int64_t agenda_next_change_utc_s(const struct agenda *agenda, int64_t now_utc_s)
{
	int64_t next = INT64_MAX;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		if (session->start_utc_s > now_utc_s && session->start_utc_s < next)
			next = session->start_utc_s;
		if (session->end_utc_s > now_utc_s && session->end_utc_s < next)
			next = session->end_utc_s;
	}
	return next;
}
