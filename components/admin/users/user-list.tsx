"use client";

import { ShowMore } from "@/components/ui/show-more";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { usePages } from "@/components/ui/use-pages";
import type { QueryInputOf } from "@/lib/core/endpoint";
import { fullTime } from "@/lib/core/ist-time";
import type { Page } from "@/lib/core/page";
import { type UserRow, usersEndpoint } from "@/lib/domain/users/contract";
import { call } from "@/lib/http/call";
import { PersonLink } from "./person-link";
import { Standing } from "./standing";

type Props = { first: Page<UserRow>; filters: QueryInputOf<typeof usersEndpoint> };

/** Everybody whom the search finds, newest first. */
export function UserList({ first, filters }: Props) {
  const { items, ...rest } = usePages(
    first,
    ({ id }) => id,
    (cursor) => call(usersEndpoint, { query: { ...filters, cursor, limit: 50 } }),
  );
  return (
    <div className="flex flex-col gap-4">
      <Table caption="People">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th>Standing</Th>
            <Th className="hidden fold:table-cell">E-mail</Th>
            <Th isFigure>Credits</Th>
            <Th className="hidden fold:table-cell">Joined</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((user) => (
            <Tr key={user.id}>
              <Td>
                <PersonLink of={user} />
              </Td>
              <Td>
                <Standing of={user} />
              </Td>
              <Td className="hidden text-ink-2 fold:table-cell">{user.email}</Td>
              <Td isFigure className="font-strong">
                {user.balance}
              </Td>
              <Td className="hidden whitespace-nowrap text-ink-2 type-small fold:table-cell">
                <time dateTime={user.createdAt}>{fullTime(user.createdAt)}</time>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ShowMore {...rest} />
    </div>
  );
}
