using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>Calls to the service, with whatever goes wrong with them.</summary>
internal static class ServiceCalls
{
    /// <summary>Makes a call.</summary>
    /// <param name="before">How things stand.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="act">What the service does and says.</param>
    /// <returns>Every way it may go. A fault that strikes less often than the engine repeats is not seen; one after the deed lets it be done again.</returns>
    public static IEnumerable<Reply> Call(this ModelState before, string operation, Func<ModelState, IEnumerable<Reply>> act)
    {
        ModelFault? fault = before.Fault?.Operation == operation ? before.Fault : null;
        foreach (Reply reply in act(before))
        {
            if (fault is not { Times: null })
            {
                yield return reply;
            }

            if (fault is not { Phase: FaultPhase.After })
            {
                continue;
            }

            foreach (string error in fault.Errors)
            {
                yield return new Reply(reply.State) { Refused = error };
            }

            foreach (Reply again in act(reply.State))
            {
                yield return again;
                foreach (string error in fault.Errors)
                {
                    yield return new Reply(again.State) { Refused = error };
                }
            }
        }

        foreach (string error in fault?.Errors ?? [])
        {
            yield return new Reply(before) { Refused = error };
        }
    }
}
