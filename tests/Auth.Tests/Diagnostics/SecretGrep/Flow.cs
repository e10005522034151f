namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Something users do, right or wrong: one entry of the list that the secrets of are looked for.</summary>
/// <param name="name">What happens, as a sentence.</param>
/// <param name="run">Does it; expected failures are caught with <see cref="FlowWorld.FailsAsync"/>.</param>
internal sealed class Flow(string name, Func<FlowWorld, Task> run)
{
    public Task RunAsync(FlowWorld world) => run(world);

    public override string ToString() => name;
}
