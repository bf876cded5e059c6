import type { TaskDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button, Tooltip } from '@patternfly/react-core';
import { BellIcon, BellSlashIcon } from '@patternfly/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { followTask, taskKeys, unfollowTask } from '../../api/tasks.ts';

/** Be told in the inbox when this task ends or needs somebody. Shown at once, and taken back when the console refuses. */
export function FollowButton({
  task: { id, following },
}: {
  task: Pick<TaskDetail, 'id' | 'following'>;
}): ReactNode {
  const queryClient = useQueryClient();
  const show = (isFollowing: boolean): void => {
    queryClient.setQueryData<TaskDetail>(taskKeys.one(id), (task) =>
      task === undefined ? undefined : { ...task, following: isFollowing },
    );
  };
  const change = useMutation({
    mutationFn: (wanted: boolean) =>
      wanted ? followTask(id) : unfollowTask(id),
    onMutate: async (wanted) => {
      // An answer that was asked for before would show the old state again.
      await queryClient.cancelQueries({ queryKey: taskKeys.one(id) });
      show(wanted);
    },
    onError: (_error, wanted) => {
      show(!wanted);
    },
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: taskKeys.one(id) }),
  });
  return (
    <>
      <Tooltip content={say('tasks.what-following-does')} aria="describedby">
        <Button
          variant="secondary"
          icon={following ? <BellSlashIcon /> : <BellIcon />}
          onClick={() => {
            if (!change.isPending) change.mutate(!following);
          }}
        >
          {following ? say('tasks.stop-following') : say('tasks.follow')}
        </Button>
      </Tooltip>
      {change.isError && (
        <p className="kw-field-error" role="alert">
          {say('tasks.that-was-not-kept')}
        </p>
      )}
    </>
  );
}
