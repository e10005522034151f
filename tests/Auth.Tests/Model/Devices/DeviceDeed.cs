namespace Amplify.Tests.Model.Devices;

/// <summary>Something done on a machine or to the pool; it can always be done, and the model says what comes of it.</summary>
internal abstract record DeviceDeed
{
    /// <summary>The calls it makes as things stand, for faults to strike: an answer to a challenge by the challenge's name.</summary>
    public virtual IReadOnlyList<string> CallsFrom(DeviceState s) => [];

    /// <summary>What is seen, and how things stand then.</summary>
    public abstract (string Seen, DeviceState After) Predict(DeviceState s);

    /// <summary>Does it.</summary>
    public abstract Task<string> PerformAsync(DeviceWorld world);
}
